package live.weir.platform.infrastructure.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import live.weir.platform.infrastructure.StartupFailure;
import live.weir.platform.infrastructure.embedded.Guardian.StopPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that an earlier node left in our home: on its way down when that node died a moment ago, or an orphan when its
 * guardian was killed too.
 */
final class Leftover {

    private static final Logger log = LoggerFactory.getLogger(Leftover.class);
    private static final Duration GLANCE = Duration.ofMillis(20);

    private final Path pidFile;
    private final Path mark;

    /** @param mark a path of our home that the server was started with: a recycled pid does not carry it */
    Leftover(Path pidFile, Path mark) {
        this.pidFile = pidFile;
        this.mark = mark;
    }

    /** Bounded by the plan. A pid that is not ours (any more) is left alone, and its file with it removed. */
    void stop(StopPlan plan, StartupProgress progress) throws InterruptedException, IOException {
        Optional<ProcessHandle> found = recorded();
        if (found.isEmpty()) {
            return;
        }
        ProcessHandle server = found.get();
        if (!isOurs(server)) {
            log.info("{} names process {}, which is not ours; removing the file", pidFile, server.pid());
            Files.deleteIfExists(pidFile);
            return;
        }
        progress.step("Stopping the server with process id " + server.pid() + " that an earlier run left behind");
        for (String signal : plan.signals()) {
            send(signal, server);
            if (isGone(server, plan.patience())) {
                return;
            }
        }
        server.destroyForcibly();
        if (!isGone(server, plan.patience())) {
            throw new StartupFailure("The process " + server.pid() + " of an earlier run still uses " + mark
                    + " and cannot be stopped: end it (kill -9 " + server.pid() + "), then start again.");
        }
    }

    private Optional<ProcessHandle> recorded() throws IOException {
        if (Files.notExists(pidFile)) {
            return Optional.empty();
        }
        String first = Files.readString(pidFile).lines().findFirst().orElse("").strip();
        if (!first.matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(first)).filter(ProcessHandle::isAlive);
    }

    /** A zombie nobody reaps (a container without an init) has no command line any more, and counts as gone. */
    private boolean isOurs(ProcessHandle server) {
        return server.info()
                .arguments()
                .map(arguments -> Arrays.asList(arguments).contains(mark.toString()))
                .orElse(false);
    }

    private boolean isGone(ProcessHandle server, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (server.isAlive() && isOurs(server)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(GLANCE.toMillis());
        }
        return true;
    }

    /** ProcessHandle knows only SIGTERM, which PostgreSQL takes for "wait until all clients have left". */
    private static void send(String signal, ProcessHandle server) throws IOException {
        new ProcessBuilder("sh", "-c", "kill -s \"$1\" \"$2\"", "weir-kill", signal, String.valueOf(server.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
