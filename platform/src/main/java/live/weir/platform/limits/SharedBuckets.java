package live.weir.platform.limits;

import java.util.List;
import live.weir.platform.infrastructure.redis.PreparedScript;
import live.weir.platform.infrastructure.redis.Redis;
import live.weir.platform.resilience.DependencyUnavailable;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Mono;

/** The buckets of one limit over all nodes, in Redis; while Redis is away, this node's own. */
final class SharedBuckets {

    /** The server's clock fills the buckets, so that nodes need not agree on the time. */
    private static final RedisScript<String> TAKE = PreparedScript.of("""
            local size, rate = tonumber(ARGV[1]), tonumber(ARGV[2])
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local known = redis.call('HMGET', KEYS[1], 't', 'a')
            local tokens = math.min(size, tonumber(known[1] or size) + math.max(0, now - tonumber(known[2] or now)) * rate)
            local allowed = 0
            if tokens >= 1 then
              tokens = tokens - 1
              allowed = 1
            end
            redis.call('HSET', KEYS[1], 't', tostring(tokens), 'a', now)
            redis.call('PEXPIRE', KEYS[1], math.ceil((size - tokens) / rate) + 1000)
            return allowed .. ' ' .. tostring(tokens)
            """, String.class);

    private final String name;
    private final Limit limit;
    private final Redis redis;
    private final LocalBuckets alone;

    SharedBuckets(String name, Limit limit, Redis redis, LocalBuckets alone) {
        this.name = name;
        this.limit = limit;
        this.redis = redis;
        this.alone = alone;
    }

    Mono<Decision> take(String caller) {
        List<String> bucket = List.of("weir:limit:" + name + ":" + caller);
        List<String> arguments = List.of(Integer.toString(limit.requests()), Double.toString(limit.perMillisecond()));
        return redis.call(commands -> commands.execute(TAKE, bucket, arguments).next())
                .map(this::decision)
                .onErrorResume(DependencyUnavailable.class, away -> Mono.fromSupplier(() -> alone.take(caller)));
    }

    private Decision decision(String answer) {
        int space = answer.indexOf(' ');
        return Decision.of(answer.charAt(0) == '1', Double.parseDouble(answer.substring(space + 1)), limit);
    }
}
