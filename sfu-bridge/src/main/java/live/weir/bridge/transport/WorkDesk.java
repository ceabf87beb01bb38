package live.weir.bridge.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads for what blocks, and a bounded number of things that wait for them.
 *
 * <p>Handing in work never blocks, not even for a moment: event loops do it. (An executor of the JDK takes a lock when it
 * starts a thread.)
 */
final class WorkDesk {

    private static final Logger log = LoggerFactory.getLogger(WorkDesk.class);

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger length = new AtomicInteger();
    private final Semaphore work = new Semaphore(0);
    private final List<Thread> threads = new ArrayList<>();
    private final int bound;
    private volatile boolean closing;

    WorkDesk(String name, int threads, int bound) {
        this.bound = bound;
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(this::serve, name + '-' + i);
            thread.setDaemon(true);
            this.threads.add(thread);
            thread.start();
        }
    }

    /** False if too much waits already, or the desk is closed. */
    boolean submit(Runnable task) {
        if (closing || length.incrementAndGet() > bound) {
            length.decrementAndGet();
            return false;
        }
        waiting.add(task);
        work.release();
        return true;
    }

    int waiting() {
        return length.get();
    }

    /** What waits is still done, as far as the time allows. */
    void close(Duration patience) {
        closing = true;
        work.release(threads.size());
        long deadline = System.nanoTime() + patience.toNanos();
        for (Thread thread : threads) {
            if (!joined(thread, deadline)) {
                thread.interrupt();
            }
        }
    }

    private static boolean joined(Thread thread, long deadline) {
        try {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            return !thread.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void serve() {
        while (true) {
            try {
                work.acquire();
            } catch (InterruptedException e) {
                return;
            }
            Runnable task = waiting.poll();
            if (task == null) {
                return;
            }
            length.decrementAndGet();
            run(task);
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.error("A task of the DTLS threads failed", e);
        }
    }
}
