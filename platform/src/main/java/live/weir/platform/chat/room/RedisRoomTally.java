package live.weir.platform.chat.room;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import live.weir.platform.infrastructure.cluster.NodeRegistry;
import live.weir.platform.infrastructure.redis.PreparedScript;
import live.weir.platform.infrastructure.redis.Redis;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Tallies in Redis. */
@Component
final class RedisRoomTally implements RoomTally {

    private static final RedisScript<Long> REACT = PreparedScript.of("""
        redis.call('SADD', KEYS[1], ARGV[1])
        redis.call('EXPIRE', KEYS[1], 86400)
        return redis.call('SCARD', KEYS[1])
        """, Long.class);

    private static final RedisScript<Long> VOTE = PreparedScript.of("""
        local before = redis.call('HGET', KEYS[1], ARGV[1])
        if before ~= ARGV[2] then
          redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
          redis.call('HINCRBY', KEYS[2], ARGV[2], 1)
          if before then redis.call('HINCRBY', KEYS[2], before, -1) end
        end
        redis.call('EXPIRE', KEYS[1], 172800)
        redis.call('EXPIRE', KEYS[2], 172800)
        return 1
        """, Long.class);

    private final Redis redis;
    private final String self;

    RedisRoomTally(Redis redis, NodeRegistry nodes) {
        this.redis = redis;
        this.self = nodes.id().value();
    }

    private static String key(String room, String what) {
        return "weir:chat:{" + room + "}:" + what;
    }

    @Override
    public Mono<Long> react(String room, long seq, String emoji, UUID account) {
        List<String> keys = List.of(key(room, "reacted:" + seq + ":" + emoji));
        return redis.callIdempotent(commands ->
                commands.execute(REACT, keys, List.of(account.toString())).next());
    }

    @Override
    public Mono<Void> vote(String room, String poll, int choice, UUID account) {
        List<String> keys = List.of(key(room, "voters:" + poll), key(room, "votes:" + poll));
        List<String> arguments = List.of(account.toString(), Integer.toString(choice));
        return redis.callIdempotent(
                        commands -> commands.execute(VOTE, keys, arguments).next())
                .then();
    }

    @Override
    public Mono<List<Long>> votes(String room, String poll, int choices) {
        List<Object> fields = new ArrayList<>();
        for (int choice = 0; choice < choices; choice++) {
            fields.add(Integer.toString(choice));
        }
        return redis.callIdempotent(commands -> commands.opsForHash().multiGet(key(room, "votes:" + poll), fields))
                .map(counts -> counts.stream()
                        .map(count -> count == null ? 0L : Long.parseLong(count.toString()))
                        .toList());
    }

    @Override
    public Mono<Void> tell(String room, String json) {
        return redis.call(commands -> commands.convertAndSend("weir:chat:" + room, self + " 0\n" + json))
                .then();
    }
}
