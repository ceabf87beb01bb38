package live.weir.platform.infrastructure.redis;

import java.util.function.Function;
import live.weir.platform.resilience.Guard;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.publisher.Mono;

/**
 * The way to Redis: every command of Weir goes through here, and is guarded. While Redis is away a node goes on alone, so
 * each caller has a local answer for {@link live.weir.platform.resilience.DependencyUnavailable}.
 */
public final class Redis {

    private final ReactiveStringRedisTemplate template;
    private final Guard guard;

    Redis(ReactiveStringRedisTemplate template, Guard guard) {
        this.template = template;
        this.guard = guard;
    }

    /** For commands that must not happen twice. */
    public <T> Mono<T> call(Function<ReactiveStringRedisTemplate, Mono<T>> command) {
        return guard.call(Mono.defer(() -> command.apply(template)));
    }

    /** For commands that may happen twice without harm. */
    public <T> Mono<T> callIdempotent(Function<ReactiveStringRedisTemplate, Mono<T>> command) {
        return guard.callIdempotent(Mono.defer(() -> command.apply(template)));
    }

    /** Whether it is worth asking: false while the breaker is open. */
    public boolean isReachable() {
        return guard.isClosed();
    }
}
