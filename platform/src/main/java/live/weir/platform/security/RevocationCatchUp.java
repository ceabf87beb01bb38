package live.weir.platform.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import live.weir.platform.infrastructure.redis.Bus;
import live.weir.platform.resilience.Recurring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * Reads revocations from where they last: before the node listens, every half minute, and, while the bus is silent,
 * every second, so that a revoked token is refused within that time with or without notices.
 */
@Component
final class RevocationCatchUp implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RevocationCatchUp.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final long TICKS_BETWEEN = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A transaction may commit that much later than the moment it writes down. */
    private static final Duration OVERLAP = Duration.ofSeconds(30);

    private final ObjectProvider<RevocationSource> source;
    private final Revocations revocations;
    private final Bus bus;
    private final Clock clock;
    private final Disposable.Swap job = Disposables.swap();
    private volatile Instant readUpTo;
    private volatile boolean rejoined;
    private volatile boolean running;

    RevocationCatchUp(
            ObjectProvider<RevocationSource> source,
            Revocations revocations,
            Bus bus,
            SecuritySettings settings,
            Clock clock) {
        this.source = source;
        this.revocations = revocations;
        this.bus = bus;
        this.clock = clock;
        this.readUpTo = clock.instant().minus(settings.tokenLife());
        bus.onRejoin(() -> rejoined = true);
    }

    /** A node that listened without this knowledge would let revoked tokens in. */
    @Override
    public void start() {
        running = true;
        read().onErrorResume(RevocationCatchUp::reported).block(PATIENCE);
        job.update(
                Recurring.every("Reading of revocations", TICK, TICK, round -> isDue(round) ? read() : Mono.empty()));
    }

    private boolean isDue(long tick) {
        return rejoined || !bus.isConnected() || tick % TICKS_BETWEEN == 0;
    }

    private Mono<Void> read() {
        return Mono.defer(() -> {
            RevocationSource known = source.getIfAvailable();
            if (known == null) {
                return Mono.empty();
            }
            rejoined = false;
            Instant now = clock.instant();
            return known.since(readUpTo.minus(OVERLAP))
                    .doOnNext(revoked -> {
                        revocations.learn(revoked);
                        readUpTo = now;
                    })
                    .then();
        });
    }

    private static Mono<Void> reported(Throwable error) {
        log.debug("Revocations were not read this time: {}", error.getMessage());
        return Mono.empty();
    }

    @Override
    public void stop() {
        running = false;
        job.update(Disposables.disposed()); // not disposed itself: a paused node may start again
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return -50;
    }
}
