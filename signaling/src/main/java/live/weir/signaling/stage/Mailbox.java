package live.weir.signaling.stage;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.util.concurrent.Queues;

/**
 * Runs the changes of one stage one after another, on whichever thread of a small scheduler is free: no thread and no lock
 * per stage. Clients' wishes are refused when too many wait; what happens by itself (a session ends, a timer is due) is
 * never lost, and bounded by what there is of sessions and timers.
 */
final class Mailbox {

    private static final Logger log = LoggerFactory.getLogger(Mailbox.class);
    /** A stage of the largest size is answered within moments; beyond that, waiting longer helps nobody. */
    private static final int MOST_WISHES = 4096;
    /** Then the thread goes to another stage. */
    private static final int AT_ONCE = 256;

    private final Queue<Runnable> changes =
            Queues.<Runnable>unboundedMultiproducer().get();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Scheduler scheduler;

    Mailbox(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** A client's wish, when it is subscribed to, in its turn; whatever is thrown is its refusal. */
    <T> Mono<T> ask(Consumer<MonoSink<T>> wish) {
        return Mono.create(sink -> {
            if (waiting.get() >= MOST_WISHES) {
                sink.error(Refusals.busyStage());
                return;
            }
            post(() -> {
                try {
                    wish.accept(sink);
                } catch (StageClosed gone) {
                    sink.error(gone);
                } catch (RuntimeException refused) {
                    sink.error(Refusals.of(refused));
                }
            });
        });
    }

    /** For what happens by itself, with nobody waiting. */
    void post(Runnable change) {
        changes.add(change);
        if (waiting.getAndIncrement() == 0) {
            schedule();
        }
    }

    /** Later, unless it is disposed of. */
    Disposable after(Duration delay, Runnable change) {
        try {
            return scheduler.schedule(() -> post(change), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ended) {
            return Disposables.disposed();
        }
    }

    private void schedule() {
        try {
            scheduler.schedule(this::drain);
        } catch (RejectedExecutionException ended) {
            log.debug("The node ends; a stage has nothing more to do");
        }
    }

    private void drain() {
        for (int done = 0; done < AT_ONCE; done++) {
            Runnable change = changes.poll();
            if (change != null) {
                run(change);
                if (waiting.decrementAndGet() == 0) {
                    return;
                }
            }
        }
        schedule();
    }

    private static void run(Runnable change) {
        try {
            change.run();
        } catch (RuntimeException failed) {
            log.error("A change of a stage failed", failed);
        }
    }
}
