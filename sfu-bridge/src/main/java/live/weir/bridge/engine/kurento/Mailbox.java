package live.weir.bridge.engine.kurento;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Runs the changes of one stage one after another. What takes a server's time goes on outside, and comes back with its result. */
final class Mailbox {

    private static final Logger log = LoggerFactory.getLogger(Mailbox.class);

    private final Scheduler.Worker worker;

    Mailbox(Scheduler scheduler) {
        this.worker = scheduler.createWorker();
    }

    /** When it is subscribed to, in its turn. */
    <T> Mono<T> ask(Callable<T> change) {
        return Mono.create(sink -> {
            try {
                worker.schedule(() -> {
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

    /** For what happens by itself, with nobody waiting. */
    void note(Runnable change) {
        try {
            worker.schedule(() -> run(change));
        } catch (RejectedExecutionException ended) {
            log.debug("The engine has ended before a change of a stage");
        }
    }

    /** Later, unless it is disposed of. */
    Disposable after(Duration delay, Runnable change) {
        try {
            return worker.schedule(() -> run(change), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ended) {
            return Disposables.disposed();
        }
    }

    private static void run(Runnable change) {
        try {
            change.run();
        } catch (RuntimeException failed) {
            log.error("A change of a stage failed", failed);
        }
    }
}
