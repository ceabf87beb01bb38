package live.weir.platform.infrastructure.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import live.weir.platform.infrastructure.embedded.Guardian.StopPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a program under its guardian, its output drained to the log for as long as it lives. */
final class ChildProcess {

    private static final Logger log = LoggerFactory.getLogger(ChildProcess.class);
    private static final int KEPT_LINES = 50;
    private static final int LONGEST_LINE = 8192;
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(2);

    private final Process guardian;
    private final StopPlan plan;
    private final Thread drain;
    private final Deque<String> tail = new ArrayDeque<>(KEPT_LINES);

    private ChildProcess(Process guardian, StopPlan plan, ChildLog sink) {
        this.guardian = guardian;
        this.plan = plan;
        String name = sink.file().getFileName().toString().replace(".log", "");
        this.drain = new Thread(() -> drainInto(sink), "weir-embedded-" + name + "-output");
        drain.setDaemon(true);
    }

    static ChildProcess watch(Process guardian, StopPlan plan, ChildLog sink) {
        ChildProcess child = new ChildProcess(guardian, plan, sink);
        child.drain.start();
        return child;
    }

    boolean isAlive() {
        return guardian.isAlive();
    }

    boolean awaitExit(Duration limit) throws InterruptedException {
        return guardian.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    void awaitExit() throws InterruptedException {
        guardian.waitFor();
    }

    /** What the shell says of it: 128 + n after signal n, 126 and 127 if it could not be run at all; -1 if it still runs. */
    int exitStatus() {
        return guardian.isAlive() ? -1 : guardian.exitValue();
    }

    /** Closes the pipe, which is the guardian's order to stop, and waits until all is gone. Bounded; may be repeated. */
    void stop() {
        boolean interrupted = Thread.interrupted();
        try {
            guardian.getOutputStream().close();
            if (!awaitExit(plan.limit())) {
                log.warn("A guardian did not stop its child within {}; killing both", plan.limit());
                guardian.descendants().forEach(ProcessHandle::destroyForcibly);
                guardian.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
            drain.join(DRAIN_LIMIT.toMillis());
        } catch (IOException failure) {
            log.warn("Closing a guardian's pipe failed", failure);
        } catch (InterruptedException again) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** After the exit this is complete, but for what a stray grandchild may still say. */
    List<String> lastLines() throws InterruptedException {
        if (!isAlive()) {
            drain.join(DRAIN_LIMIT.toMillis());
        }
        synchronized (tail) {
            return List.copyOf(tail);
        }
    }

    private void drainInto(ChildLog sink) {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(guardian.getInputStream(), StandardCharsets.UTF_8))) {
            StringBuilder line = new StringBuilder();
            for (int next = output.read(); next >= 0; next = output.read()) {
                if (next != '\n') {
                    line.append((char) next);
                }
                if (next == '\n' || line.length() >= LONGEST_LINE) {
                    keep(line.toString(), sink);
                    line.setLength(0);
                }
            }
            if (!line.isEmpty()) {
                keep(line.toString(), sink);
            }
        } catch (IOException closed) {
            log.debug("The output of a child ended: {}", closed.getMessage());
        }
    }

    private void keep(String line, ChildLog sink) {
        synchronized (tail) {
            if (tail.size() == KEPT_LINES) {
                tail.removeFirst();
            }
            tail.addLast(line);
        }
        sink.write(line);
    }
}
