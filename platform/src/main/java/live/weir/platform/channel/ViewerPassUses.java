package live.weir.platform.channel;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import live.weir.platform.infrastructure.redis.PreparedScript;
import live.weir.platform.infrastructure.redis.Redis;
import live.weir.platform.resilience.DependencyUnavailable;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** How often passes were used, over all nodes; while Redis is away each node counts for itself. */
@Component
class ViewerPassUses {

    /** The count goes when the pass does. Arguments: how many there are, when the pass expires in seconds. */
    private static final RedisScript<String> SPEND = PreparedScript.of("""
            if tonumber(redis.call('GET', KEYS[1]) or '0') >= tonumber(ARGV[1]) then
              return 'used up'
            end
            redis.call('INCR', KEYS[1])
            redis.call('EXPIREAT', KEYS[1], ARGV[2])
            return 'spent'
            """, String.class);

    private static final int COUNTED = 10_000;

    private final Redis redis;
    private final Cache<Long, AtomicInteger> alone =
            Caffeine.newBuilder().maximumSize(COUNTED).executor(Runnable::run).build();

    ViewerPassUses(Redis redis) {
        this.redis = redis;
    }

    /** Whether there was one left. */
    Mono<Boolean> spend(ViewerPass pass) {
        if (pass.uses() == 0) {
            return Mono.just(true);
        }
        List<String> keys = List.of("weir:viewer-pass:" + Long.toHexString(pass.id()));
        List<String> arguments = List.of(
                Integer.toString(pass.uses()), Long.toString(pass.expiresAt().getEpochSecond() + 60));
        return redis.call(commands -> commands.execute(SPEND, keys, arguments).next())
                .map("spent"::equals)
                .onErrorResume(DependencyUnavailable.class, away -> Mono.fromSupplier(() -> spendAlone(pass)));
    }

    private boolean spendAlone(ViewerPass pass) {
        return alone.get(pass.id(), id -> new AtomicInteger()).incrementAndGet() <= pass.uses();
    }
}
