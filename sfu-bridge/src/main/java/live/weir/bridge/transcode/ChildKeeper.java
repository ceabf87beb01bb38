package live.weir.bridge.transcode;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a child running until {@link #close}: one that ends is started again, after a pause that grows while it keeps
 * ending soon. One thread of its own does all of it; closing interrupts that thread, which stops the child on its way out.
 */
public final class ChildKeeper implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ChildKeeper.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration RAN_WELL = Duration.ofMinutes(1);
    /** A little more than a child gives itself. */
    private static final Duration STOP_PATIENCE = Duration.ofMillis(3500);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(8);

    private final ChildProgram program;
    private final ChildListener listener;
    private final Pauses pauses = new Pauses(FIRST_PAUSE, LONGEST_PAUSE, RandomGenerator.getDefault());
    private final Thread thread;
    private volatile @Nullable ChildJvm child;

    private ChildKeeper(ChildProgram program, ChildListener listener) {
        this.program = program;
        this.listener = listener;
        this.thread = new Thread(this::keep, "weir-child-" + program.name());
        thread.setDaemon(true);
    }

    /** Returns at once; what comes of it the listener hears. */
    public static ChildKeeper start(ChildProgram program, ChildListener listener) {
        ChildKeeper keeper = new ChildKeeper(program, listener);
        keeper.thread.start();
        return keeper;
    }

    /** Of the child that runs just now. */
    public OptionalLong pid() {
        ChildJvm running = child;
        return running == null ? OptionalLong.empty() : OptionalLong.of(running.pid());
    }

    /** Says a short line to the child that runs just now, if one does. */
    public void tell(String line) {
        ChildJvm running = child;
        if (running != null) {
            running.tell(line);
        }
    }

    private void keep() {
        try {
            while (!Thread.interrupted()) {
                runOnce();
                listener.entered(ChildState.WAITING);
                Thread.sleep(pauses.next().toMillis());
            }
        } catch (InterruptedException closed) {
            log.debug("{} is being stopped", program.name());
        } catch (RuntimeException | Error failure) {
            log.error("The keeping of {} ended", program.name(), failure);
        } finally {
            listener.entered(ChildState.STOPPED);
        }
    }

    private void runOnce() throws InterruptedException {
        try {
            long since = System.nanoTime();
            ChildJvm running = ChildJvm.start(program, listener);
            child = running;
            try {
                listener.entered(ChildState.RUNNING);
                ChildExit exit = running.awaitExit();
                listener.left(exit);
            } finally {
                running.stop(STOP_PATIENCE);
                child = null;
            }
            if (System.nanoTime() - since > RAN_WELL.toNanos()) {
                pauses.reset();
            }
        } catch (IOException failure) {
            log.warn("{} cannot be started: {}", program.name(), failure.getMessage());
        }
    }

    /** Stops the child and waits for it, within a bound. May be repeated. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(CLOSE_LIMIT.toMillis());
        } catch (InterruptedException wanted) {
            Thread.currentThread().interrupt();
        }
    }
}
