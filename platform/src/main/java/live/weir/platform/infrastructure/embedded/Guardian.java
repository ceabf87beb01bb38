package live.weir.platform.infrastructure.embedded;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import live.weir.platform.infrastructure.StartupFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs commands so that they cannot outlive this node: {@code guardian.sh} holds the other end of a pipe and stops the
 * command when the pipe closes, be it by {@link ChildProcess#stop} or by a {@code kill -9} of the JVM.
 */
final class Guardian {

    private static final Logger logger = LoggerFactory.getLogger(Guardian.class);
    private static final StopPlan SHORT_COMMAND = new StopPlan(List.of("TERM"), Duration.ofSeconds(2));
    private static final Path NO_INPUT = Path.of("/dev/null");

    private final Path script;
    private final ChildLog log;

    /** Commands of one service: all they say goes to that service's log. */
    Guardian(WeirHome home, ChildLog log) {
        this.script = home.guardianScript();
        this.log = log;
    }

    /**
     * The signals a child gets, in turn.
     *
     * @param patience how long each may take before the next one; the last resort is SIGKILL
     */
    record StopPlan(List<String> signals, Duration patience) {

        /** After this nothing can be left. */
        Duration limit() {
            return patience.multipliedBy(signals.size()).plusSeconds(5);
        }
    }

    /**
     * What became of a command.
     *
     * @param lines the last of what it said
     */
    record Outcome(int status, List<String> lines) {

        boolean succeeded() {
            return status == 0;
        }
    }

    ChildProcess start(List<String> command, StopPlan stop) {
        return start(command, NO_INPUT, stop);
    }

    Outcome run(List<String> command, Duration limit) throws InterruptedException {
        return run(command, NO_INPUT, limit);
    }

    /** Runs a command that ends by itself. One that does not within the limit is stopped, and counts as failed. */
    Outcome run(List<String> command, Path input, Duration limit) throws InterruptedException {
        ChildProcess child = start(command, input, SHORT_COMMAND);
        try {
            if (!child.awaitExit(limit)) {
                logger.warn("{} took longer than {}", command.get(0), limit);
            }
        } finally {
            child.stop();
        }
        return new Outcome(child.exitStatus(), child.lastLines());
    }

    private ChildProcess start(List<String> command, Path input, StopPlan stop) {
        List<String> line = new ArrayList<>(ownSession());
        line.addAll(List.of("sh", script.toString(), String.join(" ", stop.signals())));
        line.add(String.valueOf(stop.patience().toMillis() / 100));
        line.add(input.toString());
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        keepLittle(builder.environment());
        try {
            return ChildProcess.watch(builder.start(), stop, log);
        } catch (IOException failure) {
            throw new StartupFailure(
                    "Cannot start a child process (" + failure.getMessage()
                            + "): Weir needs a POSIX sh on the PATH and room for a few more processes.",
                    failure);
        }
    }

    /** Settings of the operator's own PostgreSQL (PGDATA, PGPORT …) and locale must not reach ours. */
    private static void keepLittle(Map<String, String> environment) {
        environment.keySet().retainAll(List.of("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH"));
        environment.put("LC_ALL", "C");
    }

    /**
     * A session of its own keeps Ctrl-C in the terminal from stopping the database before the node has said its last
     * words to it. Linux has setsid(1), macOS has perl; without either Ctrl-C still ends in an orderly shutdown.
     */
    static List<String> ownSession() {
        if (onPath("setsid")) {
            return List.of("setsid");
        }
        if (onPath("perl")) {
            return List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV");
        }
        return List.of();
    }

    static boolean onPath(String program) {
        for (String directory :
                System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(directory, program))) {
                return true;
            }
        }
        return false;
    }

    static String scriptText() {
        try (InputStream in = Guardian.class.getResourceAsStream("guardian.sh")) {
            if (in == null) {
                throw new IllegalStateException("guardian.sh is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
