package live.weir.platform.chat.history;

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
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Brings what was said to Postgres in batches: when the buffer has it that enough waits, or for long enough. A batch that
 * cannot be written is tried again, ever more slowly, until it can; what comes meanwhile waits behind it.
 */
@Component
final class HistoryWriting implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(HistoryWriting.class);
    private static final Duration PERIOD = Duration.ofMillis(100);
    private static final int BATCH = 1_000;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final HistoryBuffer buffer;
    private final HistoryWriteRepository repository;
    private final Disposable.Swap job = Disposables.swap();
    private volatile List<HistoryStep> underWay = List.of();
    private volatile boolean running;

    HistoryWriting(HistoryBuffer buffer, HistoryWriteRepository repository) {
        this.buffer = buffer;
        this.repository = repository;
    }

    @Override
    public void start() {
        running = true;
        job.update(Recurring.every("Writing of the chat's history", PERIOD, PERIOD, this::round));
    }

    private Mono<Void> round(long number) {
        return underWay.isEmpty() && !buffer.isDue(number) ? Mono.empty() : writeAll();
    }

    private Mono<Void> writeAll() {
        return whileAnyWaits(Mono.defer(this::writeBatch))
                .onErrorResume(DependencyUnavailable.class, away -> writeWhenPossible());
    }

    private Mono<Void> writeWhenPossible() {
        return whileAnyWaits(Mono.defer(this::writeBatch)
                        .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
                                .maxBackoff(LONGEST_PAUSE)
                                .filter(DependencyUnavailable.class::isInstance)))
                .delaySubscription(FIRST_PAUSE);
    }

    private Mono<Void> whileAnyWaits(Mono<Void> batch) {
        return batch.repeat(() -> !underWay.isEmpty()).then();
    }

    private Mono<Void> writeBatch() {
        if (underWay.isEmpty()) {
            underWay = buffer.take(BATCH);
        }
        return underWay.isEmpty()
                ? Mono.empty()
                : repository
                        .write(underWay)
                        .onErrorResume(error -> !(error instanceof DependencyUnavailable), this::oneByOne)
                        .then(Mono.fromRunnable(this::nextBatch));
    }

    /** Postgres refuses something in this batch: the rest must not go with it. */
    private Mono<Void> oneByOne(Throwable refusal) {
        log.warn("A batch of chat history was refused; its steps are written one by one: {}", refusal.getMessage());
        return Flux.fromIterable(underWay)
                .concatMap(step -> repository
                        .write(List.of(step))
                        .onErrorResume(error -> !(error instanceof DependencyUnavailable), error -> {
                            log.error("A step of chat history could not be written: {}", step.channel(), error);
                            return Mono.empty();
                        }))
                .then();
    }

    private void nextBatch() {
        buffer.written(underWay.size());
        underWay = buffer.take(BATCH);
    }

    /** What waits is written before the node ends, if Postgres is quick about it. */
    @Override
    public void stop() {
        running = false;
        job.update(Disposables.disposed()); // not disposed itself: a paused node may start again
        try {
            whileAnyWaits(Mono.defer(this::writeBatch)).block(FAREWELL);
        } catch (RuntimeException away) {
            log.warn("The last of the chat's history could not be written here: {}", away.getMessage());
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Started early, and so stopped after those who talk. */
    @Override
    public int getPhase() {
        return -200;
    }
}
