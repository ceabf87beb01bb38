package live.weir.platform.audit;

import java.time.Duration;
import java.util.List;
import live.weir.platform.resilience.DependencyUnavailable;
import live.weir.platform.resilience.Recurring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Brings the audit log to Postgres: every second, in batches. A batch that cannot be written is tried again, ever more
 * slowly, until it can; what comes meanwhile waits behind it.
 */
@Component
final class AuditWriting implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(AuditWriting.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final int BATCH = 200;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private final AuditLog entries;
    private final AuditRepository repository;
    private final Disposable.Swap job = Disposables.swap();
    private volatile List<AuditEvent> underWay = List.of();
    private volatile boolean running;

    AuditWriting(AuditLog entries, AuditRepository repository) {
        this.entries = entries;
        this.repository = repository;
    }

    @Override
    public void start() {
        running = true;
        job.update(Recurring.every("Writing of the audit log", PERIOD, PERIOD, round -> writeAll()));
    }

    private Mono<Void> writeAll() {
        return Mono.defer(this::writeBatch)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
                        .maxBackoff(LONGEST_PAUSE)
                        .filter(DependencyUnavailable.class::isInstance))
                .repeat(() -> !underWay.isEmpty())
                .then();
    }

    private Mono<Void> writeBatch() {
        if (underWay.isEmpty()) {
            underWay = entries.take(BATCH);
        }
        return underWay.isEmpty()
                ? Mono.empty()
                : repository
                        .insert(underWay)
                        .onErrorResume(error -> !(error instanceof DependencyUnavailable), this::givenUp)
                        .then(Mono.fromRunnable(this::nextBatch));
    }

    /** Postgres refuses these very entries: trying again would hold up all others for ever. */
    private Mono<Void> givenUp(Throwable refusal) {
        log.error("{} audit entries could not be written", underWay.size(), refusal);
        return Mono.empty();
    }

    private void nextBatch() {
        entries.written(underWay.size());
        underWay = entries.take(BATCH);
    }

    /** What waits is written before the node ends, if Postgres is quick about it. */
    @Override
    public void stop() {
        running = false;
        job.update(Disposables.disposed()); // not disposed itself: a paused node may start again
        try {
            Mono.defer(this::writeBatch)
                    .repeat(() -> !underWay.isEmpty())
                    .then()
                    .block(FAREWELL);
        } catch (RuntimeException away) {
            log.warn("The last audit entries could not be written: {}", away.getMessage());
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Started early, and so stopped after those who make entries. */
    @Override
    public int getPhase() {
        return -200;
    }
}
