package live.weir.platform.chat.room;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import live.weir.platform.infrastructure.cluster.NodeRegistry;
import live.weir.platform.infrastructure.redis.PreparedScript;
import live.weir.platform.infrastructure.redis.Redis;
import live.weir.platform.infrastructure.redis.Topics;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.connection.Limit;
import org.springframework.data.redis.connection.stream.MapRecord;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The log of a room in Redis: a stream whose entries are named by the room's numbers, and beside it a topic.
 *
 * <p>The topic brings news, the stream completes it: who hears a number out of turn reads the stream from the last one it
 * knows. A topic pushes to all nodes for one command of the writer; reading streams would cost each node a blocking
 * connection, and a new command whenever a room opens or closes.
 */
@Component
final class RedisRoomLog implements RoomLog {

    /** What a client that was away may catch up with. */
    private static final int KEPT = 1_000;

    private static final int KEYS = 2;
    private static final int ARGUMENTS = 5;
    private static final String FIELD = "e";

    private static final RedisScript<String> APPEND = PreparedScript.of("""
        local known = redis.call('GET', KEYS[1])
        if not known then
          local info = redis.pcall('XINFO', 'STREAM', KEYS[2])
          known = '0'
          if not info.err then
            for i = 1, #info, 2 do
              if info[i] == 'last-generated-id' then known = string.match(info[i + 1], '^%d+') end
            end
          end
        end
        local seq = math.max(tonumber(known), tonumber(ARGV[1]))
        local fates, taken, first = {}, {}, nil
        local at = 5
        for i = 1, (#ARGV - 4) / 5 do
          local once, slow, pause, deletes, payload = ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], ARGV[at + 4]
          at = at + 5
          local before = once ~= '' and redis.call('GET', KEYS[1] .. ':once:' .. once)
          local wait = 0
          if not before and slow ~= '' and tonumber(pause) > 0 then
            local key = KEYS[1] .. ':slow:' .. slow
            if not redis.call('SET', key, '1', 'PX', pause, 'NX') then wait = math.max(1, redis.call('PTTL', key)) end
          end
          if before then
            fates[i] = 'k' .. before
          elseif wait > 0 then
            fates[i] = 's' .. wait
          else
            seq = seq + 1
            local number = string.format('%.0f', seq)
            redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[2], number .. '-0', 'e', payload)
            if deletes ~= '0' then redis.call('XDEL', KEYS[2], deletes .. '-0') end
            if once ~= '' then redis.call('SET', KEYS[1] .. ':once:' .. once, number, 'EX', 600) end
            first = first or number
            taken[#taken + 1] = payload
            fates[i] = 't' .. number
          end
        end
        if first then
          redis.call('SET', KEYS[1], string.format('%.0f', seq), 'EX', 2592000)
          redis.call('EXPIRE', KEYS[2], 604800)
          redis.call('PUBLISH', ARGV[3], ARGV[4] .. ' ' .. first .. '\\n' .. table.concat(taken, '\\n'))
        end
        return table.concat(fates, ' ')
        """, String.class);

    private static final RedisScript<String> COUNT = PreparedScript.of("""
        local now = redis.call('TIME')[1]
        redis.call('HSET', KEYS[2], ARGV[1], ARGV[2] .. ' ' .. now)
        redis.call('EXPIRE', KEYS[2], 60)
        local all = redis.call('HGETALL', KEYS[2])
        local sum, nodes = 0, 0
        for i = 1, #all, 2 do
          local count, at = string.match(all[i + 1], '(%d+) (%d+)')
          if now - at > 20 then
            redis.call('HDEL', KEYS[2], all[i])
          elseif count ~= '0' then
            sum = sum + count
            nodes = nodes + 1
          end
        end
        return string.format('%.0f %.0f ', sum, nodes) .. (redis.call('GET', KEYS[1]) or '0')
        """, String.class);

    private final Redis redis;
    private final Topics topics;
    private final String self;

    RedisRoomLog(Redis redis, Topics topics, NodeRegistry nodes) {
        this.redis = redis;
        this.topics = topics;
        this.self = nodes.id().value();
    }

    /** In one slot of a cluster. */
    private static String sequence(String room) {
        return "weir:chat:{" + room + "}:seq";
    }

    private static String stream(String room) {
        return "weir:chat:{" + room + "}:log";
    }

    private static String topic(String room) {
        return "weir:chat:" + room;
    }

    @Override
    public Mono<List<Outcome>> append(String room, long floor, List<Draft> drafts) {
        List<String> words = new ArrayList<>(KEYS + 4 + drafts.size() * ARGUMENTS);
        words.add(sequence(room));
        words.add(stream(room));
        words.addAll(List.of(Long.toString(floor), Integer.toString(KEPT), topic(room), self));
        for (Draft draft : drafts) {
            words.add(draft.once());
            words.add(draft.slow());
            words.add(Long.toString(draft.pauseMillis()));
            words.add(Long.toString(draft.deletes()));
            words.add(draft.payload());
        }
        return redis.run(APPEND, KEYS, words).map(RedisRoomLog::outcomes);
    }

    private static List<Outcome> outcomes(String answer) {
        return Arrays.stream(answer.split(" ", -1)).map(RedisRoomLog::outcome).toList();
    }

    private static Outcome outcome(String fate) {
        long value = Long.parseLong(fate, 1, fate.length(), 10);
        return new Outcome(
                switch (fate.charAt(0)) {
                    case 't' -> Fate.TAKEN;
                    case 'k' -> Fate.KNOWN;
                    default -> Fate.TOO_SOON;
                },
                value);
    }

    @Override
    public Mono<List<Logged>> after(String room, long seq, int most) {
        return redis.callIdempotent(commands -> read(commands.<String, String>opsForStream()
                .range(
                        stream(room),
                        Range.rightUnbounded(Range.Bound.inclusive((seq + 1) + "-0")),
                        Limit.limit().count(most))));
    }

    @Override
    public Mono<List<Logged>> latest(String room, int most) {
        return redis.callIdempotent(commands -> read(commands.<String, String>opsForStream()
                        .reverseRange(
                                stream(room), Range.unbounded(), Limit.limit().count(most)))
                .map(newestFirst -> {
                    List<Logged> oldestFirst = new ArrayList<>(newestFirst);
                    Collections.reverse(oldestFirst);
                    return oldestFirst;
                }));
    }

    private static Mono<List<Logged>> read(Flux<MapRecord<String, String, String>> records) {
        return records.<Logged>handle((entry, sink) -> {
                    String payload = entry.getValue().get(FIELD);
                    Long seq = entry.getId().getTimestamp();
                    if (payload != null && seq != null) {
                        sink.next(new Logged(seq, payload));
                    }
                })
                .collectList();
    }

    @Override
    public Flux<Stretch> follow(String room, Runnable listening) {
        // What this node says in passing its own listeners were told already, and of what it appends the log's answer
        // tells.
        String own = self + " ";
        return topics.of(topic(room), listening)
                .filter(news -> !news.startsWith(own))
                .map(RedisRoomLog::stretch);
    }

    private static Stretch stretch(String news) {
        int space = news.indexOf(' ');
        int line = news.indexOf('\n');
        return new Stretch(
                Long.parseLong(news, space + 1, line, 10),
                List.of(news.substring(line + 1).split("\n", -1)));
    }

    @Override
    public Mono<Census> count(String room, int here) {
        List<String> keys = List.of(sequence(room), "weir:chat:{" + room + "}:here");
        List<String> arguments = List.of(self, Integer.toString(here));
        return redis.callIdempotent((ReactiveStringRedisTemplate commands) ->
                        commands.execute(COUNT, keys, arguments).next())
                .map(answer -> {
                    String[] words = answer.split(" ", -1);
                    return new Census(Long.parseLong(words[0]), Integer.parseInt(words[1]), Long.parseLong(words[2]));
                });
    }
}
