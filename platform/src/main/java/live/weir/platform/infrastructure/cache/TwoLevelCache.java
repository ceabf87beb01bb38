package live.weir.platform.infrastructure.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import live.weir.platform.infrastructure.redis.Bus;
import live.weir.platform.resilience.DependencyUnavailable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A cache in two levels: this node's memory, then Redis, then the source.
 *
 * <ul>
 *   <li>Single flight: however many ask for a key at once, one asks the source.
 *   <li>Stale if error: while the source is away, what was known is served and marked.
 *   <li>Invalidation: a change is forgotten here at once and everywhere else by a notice; while notices cannot arrive,
 *       entries are trusted for {@link #ALONE} only.
 *   <li>A value that was being loaded while its key changed is handed to those who wait and kept by nobody.
 * </ul>
 */
public final class TwoLevelCache<V> {

    /** Freshness while the bus is silent: a change made elsewhere is seen within this time. */
    private static final Duration ALONE = Duration.ofSeconds(1);

    private static final int EPOCHS = 1024;

    private final String name;
    private final CachePolicy policy;
    private final CacheCodec<V> codec;
    private final Function<String, Mono<V>> source;
    private final SharedLevel shared;
    private final Bus bus;
    private final Clock clock;
    private final Cache<String, Cached<V>> local;
    private final Map<String, Mono<Cached<V>>> flights = new ConcurrentHashMap<>();
    /** Counts the changes of keys, by their hashes: enough to notice one during a load. */
    private final AtomicLongArray epochs = new AtomicLongArray(EPOCHS);

    private final Counter hits;
    private final Counter sharedHits;
    private final Counter misses;
    private final Counter staleHits;

    TwoLevelCache(
            String name,
            CachePolicy policy,
            CacheCodec<V> codec,
            Function<String, Mono<V>> source,
            SharedLevel shared,
            Bus bus,
            Clock clock,
            MeterRegistry meters) {
        this.name = name;
        this.policy = policy;
        this.codec = codec;
        this.source = source;
        this.shared = shared;
        this.bus = bus;
        this.clock = clock;
        this.local = Caffeine.newBuilder()
                .maximumSize(policy.size())
                .expireAfterWrite(policy.fresh().plus(policy.stale()))
                .executor(Runnable::run) // eviction is short; another thread would cost more
                .build();
        this.hits = counter(meters, "local");
        this.sharedHits = counter(meters, "shared");
        this.misses = counter(meters, "miss");
        this.staleHits = counter(meters, "stale");
        meters.gauge("weir.cache.entries", Tags.of("cache", name), local, Cache::estimatedSize);
    }

    private Counter counter(MeterRegistry meters, String result) {
        return Counter.builder("weir.cache.reads")
                .description("Reads by where the answer came from")
                .tag("cache", name)
                .tag("result", result)
                .register(meters);
    }

    /** What is known of the key; {@link Cached#isPresent()} tells whether there is a value. */
    public Mono<Cached<V>> get(String key) {
        Cached<V> known = local.getIfPresent(key);
        if (known != null && isFresh(known)) {
            hits.increment();
            return Mono.just(known);
        }
        return Mono.defer(() -> flights.computeIfAbsent(key, this::flight))
                .onErrorResume(DependencyUnavailable.class, away -> lastKnown(known, away));
    }

    /** The answer without waiting, if it is in memory and fresh: lets a hot path skip all machinery. */
    public @Nullable Cached<V> peek(String key) {
        Cached<V> known = local.getIfPresent(key);
        if (known == null || !isFresh(known)) {
            return null;
        }
        hits.increment();
        return known;
    }

    /** Forgets the key on this node at once, and on all others by a notice. Call it after the change is committed. */
    public Mono<Void> invalidate(String key) {
        return Mono.defer(() -> {
            forget(key);
            return shared.bury(name, key).then(bus.send(Caches.TOPIC, name + "\n" + key));
        });
    }

    void forget(String key) {
        epochs.incrementAndGet(slot(key));
        local.invalidate(key);
        flights.remove(key);
    }

    void forgetAll() {
        for (int slot = 0; slot < EPOCHS; slot++) {
            epochs.incrementAndGet(slot);
        }
        // Not invalidated but made old: they may still be served while the source is away.
        local.asMap().replaceAll((key, known) -> known.asOld());
        flights.clear();
    }

    private Mono<Cached<V>> flight(String key) {
        long epoch = epochs.get(slot(key));
        AtomicReference<Mono<Cached<V>>> self = new AtomicReference<>();
        Mono<Cached<V>> flight = fromShared(key)
                .switchIfEmpty(Mono.defer(() -> fromSource(key)))
                .doOnNext(loaded -> keep(key, loaded, epoch))
                .doFinally(end -> flights.remove(key, self.get())) // this one only: a newer may be under way
                .cache();
        self.set(flight);
        return flight;
    }

    private Mono<Cached<V>> fromShared(String key) {
        return shared.get(name, key).map(bytes -> {
            sharedHits.increment();
            return entry(codec.decode(bytes), bytes);
        });
    }

    private Mono<Cached<V>> fromSource(String key) {
        return source.apply(key)
                .flatMap(value -> {
                    byte[] bytes = codec.encode(value);
                    return shared.put(name, key, bytes, policy.fresh()).thenReturn(entry(value, bytes));
                })
                .switchIfEmpty(Mono.fromSupplier(() -> entry(null, new byte[0])))
                .doOnSubscribe(asked -> misses.increment());
    }

    private Cached<V> entry(@Nullable V value, byte[] bytes) {
        return new Cached<>(value, bytes, EntityTag.of(bytes), clock.instant(), false);
    }

    private void keep(String key, Cached<V> loaded, long epochAtStart) {
        if (epochs.get(slot(key)) == epochAtStart) {
            local.put(key, loaded);
        }
    }

    private Mono<Cached<V>> lastKnown(@Nullable Cached<V> known, DependencyUnavailable away) {
        if (known == null || !known.isPresent()) {
            return Mono.error(away);
        }
        staleHits.increment();
        return Mono.just(known.asStale());
    }

    private boolean isFresh(Cached<V> known) {
        Duration trusted = known.isPresent() ? policy.fresh() : policy.absent();
        if (!bus.isConnected() && trusted.compareTo(ALONE) > 0) {
            trusted = ALONE;
        }
        return clock.millis() - known.loadedAt().toEpochMilli() < trusted.toMillis();
    }

    private static int slot(String key) {
        return (key.hashCode() * 0x9E3779B9) >>> 22;
    }
}
