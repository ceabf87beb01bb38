package live.weir.platform.infrastructure.cache;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import live.weir.platform.infrastructure.redis.Redis;
import live.weir.platform.resilience.DependencyUnavailable;
import reactor.core.publisher.Mono;

/**
 * The level that all nodes share, in Redis.
 *
 * <p>A change puts a tombstone under the key for a few seconds, and a loaded value is only put where nothing stands: so a
 * node that read the old value before the change cannot put it there after the change. While Redis is away this level
 * holds nothing and takes nothing.
 */
final class SharedLevel {

    private static final String TOMBSTONE = "\u0000gone";
    private static final Duration TOMBSTONE_LIFE = Duration.ofSeconds(5);

    private final Redis redis;

    SharedLevel(Redis redis) {
        this.redis = redis;
    }

    Mono<byte[]> get(String cache, String key) {
        return redis.callIdempotent(commands -> commands.opsForValue().get(name(cache, key)))
                .filter(text -> !text.equals(TOMBSTONE))
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .onErrorResume(DependencyUnavailable.class, away -> Mono.empty());
    }

    Mono<Void> put(String cache, String key, byte[] bytes, Duration life) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return redis.callIdempotent(commands -> commands.opsForValue().setIfAbsent(name(cache, key), text, life))
                .onErrorResume(DependencyUnavailable.class, away -> Mono.empty())
                .then();
    }

    Mono<Void> bury(String cache, String key) {
        return redis.callIdempotent(commands -> commands.opsForValue().set(name(cache, key), TOMBSTONE, TOMBSTONE_LIFE))
                .onErrorResume(DependencyUnavailable.class, away -> Mono.empty())
                .then();
    }

    private static String name(String cache, String key) {
        return "weir:cache:" + cache + ":" + key;
    }
}
