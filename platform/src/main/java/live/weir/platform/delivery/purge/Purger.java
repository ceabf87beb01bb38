package live.weir.platform.delivery.purge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import live.weir.platform.resilience.Errands;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Sends purges to the hook, each twice: at once, and when every node has forgotten what it knew, since a player may have brought the
 * old answer back into the CDN meanwhile. What cannot be sent is tried again for as long as the settings say; what waits is in
 * this node's memory alone.
 */
public final class Purger implements DisposableBean {

    /** Longer than any node answers from what it read before. */
    static final Duration FORGOTTEN = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(Purger.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final @Nullable PurgeHook hook;
    private final PurgeSettings settings;
    private final Duration forgotten;
    private final Errands errands = new Errands();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Counter sent;
    private final Counter refused;
    private final Counter dropped;

    /**
     * @param hook null if there is none: nothing is done then
     * @param forgotten after which no node answers from what it knew
     */
    Purger(@Nullable PurgeHook hook, PurgeSettings settings, Duration forgotten, MeterRegistry meters) {
        this.hook = hook;
        this.settings = settings;
        this.forgotten = forgotten;
        this.sent = Counter.builder("weir.purge.sent")
                .description("Purges that the CDN's hook took")
                .register(meters);
        this.refused = Counter.builder("weir.purge.refused")
                .description("Purges that the CDN's hook did not want")
                .register(meters);
        this.dropped = Counter.builder("weir.purge.dropped")
                .description("Purges that were given up, or had no room to wait")
                .register(meters);
        Gauge.builder("weir.purge.waiting", waiting, AtomicInteger::get)
                .description("Purges on their way to the CDN's hook")
                .register(meters);
    }

    /** Whether anybody is told. */
    public boolean isWanted() {
        return hook != null;
    }

    public void purge(PurgeOrder order) {
        PurgeHook there = hook;
        if (there == null || order.prefixes().isEmpty()) {
            return;
        }
        if (waiting.incrementAndGet() > settings.mostWaiting()) {
            waiting.decrementAndGet();
            dropped.increment();
            log.warn("Not purged, too many wait for the CDN's hook: {}", order);
            return;
        }
        errands.run(
                persistently(there, order)
                        .then(Mono.delay(forgotten))
                        .then(persistently(there, order))
                        .doOnSuccess(done -> log.debug("Purged: {}", order))
                        .doFinally(end -> waiting.decrementAndGet()),
                failed -> lost(order, failed));
    }

    private Mono<Void> persistently(PurgeHook there, PurgeOrder order) {
        return Mono.defer(() -> there.post(order))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, PAUSE)
                        .maxBackoff(LONGEST_PAUSE)
                        .jitter(0.5)
                        .filter(failure -> !(failure instanceof PurgeHook.Refused)))
                .timeout(settings.patience())
                .doOnSuccess(done -> sent.increment());
    }

    private void lost(PurgeOrder order, Throwable failure) {
        if (failure instanceof PurgeHook.Refused) {
            refused.increment();
        } else {
            dropped.increment();
        }
        log.warn("Not purged from the CDN: {}: {}", order, failure.toString());
    }

    @Override
    public void destroy() {
        int left = waiting.get();
        if (left > 0) {
            log.warn("{} purges were on their way to the CDN's hook when this node ended", left);
        }
        errands.drop();
        if (hook != null) {
            hook.close();
        }
    }
}
