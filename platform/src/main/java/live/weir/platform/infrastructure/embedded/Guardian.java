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

/**
 * Wraps a command so that it cannot outlive this node: {@code guardian.sh} holds the other end of a pipe and stops the
 * command when the pipe closes, be it by {@link ChildProcess#stop} or by a {@code kill -9} of the JVM.
 */
final class Guardian {

    private static final String SCRIPT = script();

    private Guardian() {}

    /** @param patience how long each signal of the plan may take before the next one; the last resort is SIGKILL */
    record StopPlan(List<String> signals, Duration patience) {

        /** After this nothing can be left. */
        Duration limit() {
            return patience.multipliedBy(signals.size()).plusSeconds(5);
        }
    }

    static ProcessBuilder watch(List<String> command, Path input, StopPlan stop) {
        List<String> line = new ArrayList<>(ownSession());
        line.addAll(List.of("sh", "-c", SCRIPT, "weir-guardian"));
        line.add(String.join(" ", stop.signals()));
        line.add(String.valueOf(stop.patience().toMillis() / 100));
        line.add(input.toString());
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        keepLittle(builder.environment());
        return builder;
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
    private static List<String> ownSession() {
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

    private static String script() {
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
