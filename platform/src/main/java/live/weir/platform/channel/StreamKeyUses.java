package live.weir.platform.channel;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import live.weir.platform.resilience.Recurring;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * Writes down when stream keys were last used: once a minute per key, all keys of a few seconds in one statement, away
 * from the encoder that waits to be let in. Uses that find no place are dropped and counted; they are no evidence.
 */
@Component
class StreamKeyUses implements SmartLifecycle {

    private static final int MOST_WAITING = 1_000;
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration ONCE_PER = Duration.ofMinutes(1);

    private final StreamKeyRepository repository;
    private final Clock clock;
    private final Cache<UUID, Instant> noted;
    private final Map<UUID, Instant> waiting = new ConcurrentHashMap<>();
    private final Disposable.Swap job = Disposables.swap();
    private final Counter dropped;
    private volatile boolean running;

    StreamKeyUses(StreamKeyRepository repository, Clock clock, MeterRegistry meters) {
        this.repository = repository;
        this.clock = clock;
        this.noted = Caffeine.newBuilder()
                .maximumSize(10 * MOST_WAITING)
                .expireAfterWrite(ONCE_PER)
                .ticker(nanosOf(clock))
                .executor(Runnable::run)
                .build();
        this.dropped = Counter.builder("weir.stream.key.uses.dropped")
                .description("Uses of stream keys that were not written down because too many waited")
                .register(meters);
    }

    private static Ticker nanosOf(Clock clock) {
        return () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
    }

    void note(UUID key) {
        Instant now = clock.instant();
        if (noted.asMap().putIfAbsent(key, now) != null) {
            return;
        }
        if (waiting.size() >= MOST_WAITING) {
            dropped.increment();
            return;
        }
        waiting.put(key, now);
    }

    /** Writes down what waits; what could not be written waits on. */
    Mono<Void> writeDown() {
        return Mono.defer(() -> {
            Map<UUID, Instant> batch = Map.copyOf(waiting);
            return batch.isEmpty()
                    ? Mono.empty()
                    : repository
                            .recordUses(batch)
                            .doOnNext(written -> batch.forEach(waiting::remove))
                            .then();
        });
    }

    @Override
    public void start() {
        running = true;
        job.update(Recurring.every("Writing down the uses of stream keys", PAUSE, PAUSE, round -> writeDown()));
    }

    @Override
    public void stop() {
        running = false;
        job.update(Disposables.disposed()); // not disposed itself: a context may start again
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
