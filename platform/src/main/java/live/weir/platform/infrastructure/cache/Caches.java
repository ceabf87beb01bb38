package live.weir.platform.infrastructure.cache;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import live.weir.platform.infrastructure.redis.Bus;
import live.weir.platform.infrastructure.redis.Redis;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Makes the two-level caches of a node and carries invalidations between nodes. */
@Component
public class Caches {

    static final String TOPIC = "invalidate";

    private final SharedLevel shared;
    private final Bus bus;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<String, TwoLevelCache<?>> caches = new ConcurrentHashMap<>();

    Caches(Redis redis, Bus bus, MeterRegistry meters, Clock clock) {
        this.shared = new SharedLevel(redis);
        this.bus = bus;
        this.meters = meters;
        this.clock = clock;
        bus.listen(TOPIC, this::forget);
        bus.onRejoin(() -> caches.values().forEach(TwoLevelCache::forgetAll));
    }

    /** @param source asked for what neither level knows; completes empty if there is nothing */
    public <V> TwoLevelCache<V> create(
            String name, CachePolicy policy, CacheCodec<V> codec, Function<String, Mono<V>> source) {
        TwoLevelCache<V> cache = new TwoLevelCache<>(name, policy, codec, source, shared, bus, clock, meters);
        if (caches.putIfAbsent(name, cache) != null) {
            throw new IllegalStateException("There is a cache named " + name + " already");
        }
        return cache;
    }

    private void forget(String notice) {
        int end = notice.indexOf('\n');
        TwoLevelCache<?> cache = end < 0 ? null : caches.get(notice.substring(0, end));
        if (cache != null) {
            cache.forget(notice.substring(end + 1));
        }
    }
}
