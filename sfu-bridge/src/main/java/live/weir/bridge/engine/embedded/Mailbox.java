package live.weir.bridge.engine.embedded;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Runs the changes of one stage one after another, on a thread of the engine's own (never on a loop that moves packets). */
final class Mailbox {

    private static final Logger log = LoggerFactory.getLogger(Mailbox.class);

    private final EventExecutor executor;

    Mailbox(EventExecutor executor) {
        this.executor = executor;
    }

    /** When it is subscribed to, in its turn. */
    <T> Mono<T> ask(Callable<T> change) {
        return Mono.create(sink -> {
            try {
                executor.execute(() -> {
                    try {
                        sink.success(change.call());
                    } catch (Throwable refused) {
                        sink.error(refused); // an Error too: somebody waits for it
                    }
                });
            } catch (RejectedExecutionException ended) {
                sink.error(new MediaException(Reason.GONE, "The engine has ended.", ended));
            }
        });
    }

    Mono<Void> tell(Runnable change) {
        return ask(() -> {
                    change.run();
                    return true;
                })
                .then();
    }

    /** Later, unless it is cancelled. */
    Future<?> after(Duration delay, Runnable change) {
        return executor.schedule(() -> note(change), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** For what happens by itself, with nobody waiting. */
    void note(Runnable change) {
        try {
            executor.execute(() -> {
                try {
                    change.run();
                } catch (RuntimeException failed) {
                    log.error("A change of a stage failed", failed);
                }
            });
        } catch (RejectedExecutionException ended) {
            log.debug("The engine has ended before a change of a stage");
        }
    }
}
