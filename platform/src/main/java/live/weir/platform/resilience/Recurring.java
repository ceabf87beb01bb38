package live.weir.platform.resilience;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Work that comes round: never twice at once (a round that is due while one is under way is left out), and never ended by
 * a round that fails. Of failures in a row the first is told; the first success after them is told too.
 */
public final class Recurring {

    private static final Logger log = LoggerFactory.getLogger(Recurring.class);

    private Recurring() {}

    /**
     * Starts it; the caller owns its end.
     *
     * @param what names the work in the log, as in "Keeping of partitions"
     * @param work makes one round from its number
     */
    public static Disposable every(String what, Duration first, Duration period, LongFunction<? extends Mono<?>> work) {
        AtomicBoolean failing = new AtomicBoolean();
        return Flux.interval(first, period)
                .onBackpressureDrop()
                .concatMap(
                        number -> Mono.<Object>defer(() -> work.apply(number))
                                .then()
                                .doOnSuccess(done -> recovered(what, failing))
                                .onErrorResume(error -> failed(what, failing, error)),
                        1)
                .subscribe(ignored -> {}, error -> log.error("{} ended", what, error));
    }

    private static void recovered(String what, AtomicBoolean failing) {
        if (failing.compareAndSet(true, false)) {
            log.info("{} works again", what);
        }
    }

    private static Mono<Void> failed(String what, AtomicBoolean failing, Throwable error) {
        if (failing.compareAndSet(false, true)) {
            log.warn("{} failed and is tried again: {}", what, error.getMessage());
        } else {
            log.debug("{} failed again", what, error);
        }
        return Mono.empty();
    }
}
