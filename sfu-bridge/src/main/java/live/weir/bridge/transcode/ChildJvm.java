package live.weir.bridge.transcode;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a {@link ChildProgram}. Its standard input is its lifeline: the child ends when that does, however the node
 * ended. Two threads read what it says. All methods may wait, so none of them is for an event loop.
 */
public final class ChildJvm {

    private static final Logger log = LoggerFactory.getLogger(ChildJvm.class);
    private static final int KEPT_LINES = 30;
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(2);

    private final Process process;
    private final Deque<String> lastWords = new ArrayDeque<>(KEPT_LINES);
    private final List<Thread> drains;

    private ChildJvm(Process process, ChildProgram program, ChildListener listener) {
        this.process = process;
        String name = "weir-child-" + program.name();
        this.drains = List.of(
                drain(name + "-status", process.getInputStream(), listener::said),
                drain(name + "-errors", process.getErrorStream(), line -> keep(line, listener)));
    }

    public static ChildJvm start(ChildProgram program, ChildListener listener) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(ChildCommand.of(program));
        // The node's environment may hold its secrets, and flags that are meant for the node's own JVM.
        builder.environment().keySet().retainAll(List.of("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH"));
        ChildJvm child = new ChildJvm(builder.start(), program, listener);
        child.say(String.join("\n", program.orders()) + "\n\n");
        return child;
    }

    private static Thread drain(String name, InputStream pipe, Consumer<String> lines) {
        Thread thread = new Thread(new LineDrain(pipe, lines), name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** One line of a few bytes, so that there is always room for it in the pipe. A child that is gone hears nothing. */
    public void tell(String line) {
        say(line + "\n");
    }

    private void say(String text) {
        try {
            OutputStream lifeline = process.getOutputStream();
            lifeline.write(text.getBytes(StandardCharsets.UTF_8));
            lifeline.flush();
        } catch (IOException gone) {
            log.debug("A child does not hear: {}", gone.getMessage());
        }
    }

    public long pid() {
        return process.pid();
    }

    /** Waits for its end, and for all that it said. */
    public ChildExit awaitExit() throws InterruptedException {
        int status = process.waitFor();
        awaitLastWords();
        synchronized (lastWords) {
            return new ChildExit(status, List.copyOf(lastWords));
        }
    }

    /** Runs when it has ended, perhaps at once, on a thread of the JDK's; must not wait. */
    public void onExit(Runnable then) {
        CompletionStage<Process> end = process.onExit();
        end.thenRun(then);
    }

    /** SIGKILL, which also ends a child that was stopped. Does not wait. */
    public void kill() {
        process.destroyForcibly();
    }

    private void awaitLastWords() throws InterruptedException {
        for (Thread drain : drains) {
            drain.join(DRAIN_LIMIT.toMillis());
        }
    }

    /** The end of the lifeline, SIGTERM, SIGKILL, each with as much patience; then all it said is heard. May be repeated. */
    public void stop(Duration patience) {
        boolean interrupted = Thread.interrupted();
        try {
            process.getOutputStream().close();
        } catch (IOException gone) {
            log.debug("A child's lifeline had ended: {}", gone.getMessage());
        }
        try {
            if (!leavesWithin(patience)) {
                process.destroy();
            }
            if (!leavesWithin(patience)) {
                log.warn("A child does not hear SIGTERM; killing it");
                process.destroyForcibly();
                leavesWithin(patience);
            }
            awaitLastWords();
        } catch (InterruptedException again) {
            process.destroyForcibly();
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean leavesWithin(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void keep(String line, ChildListener listener) {
        synchronized (lastWords) {
            if (lastWords.size() == KEPT_LINES) {
                lastWords.removeFirst();
            }
            lastWords.addLast(line);
        }
        listener.complained(line);
    }
}
