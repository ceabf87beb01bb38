package live.weir.platform.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JVM that is measured from outside. What it says goes to a file under {@code target/bench}. */
final class ChildJvm implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long LOOK_EVERY_NANOS = 5_000_000;

    private final Process process;
    private final Path output;
    private final long startedAt;

    private ChildJvm(Process process, Path output, long startedAt) {
        this.process = process;
        this.output = output;
        this.startedAt = startedAt;
    }

    /** @param line what follows {@code java} */
    static ChildJvm start(String name, Map<String, String> environment, List<String> line) {
        try {
            Path output = Files.createDirectories(Path.of("target/bench")).resolve(name + ".log");
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
            command.addAll(line);
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            long now = System.nanoTime();
            return new ChildJvm(builder.start(), output, now);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Waits until the child has said something of this form. */
    Matcher await(Pattern words) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            boolean alive = process.isAlive();
            String said = said();
            Matcher matcher = words.matcher(said);
            if (matcher.find()) {
                return matcher;
            }
            if (!alive || System.nanoTime() > deadline) {
                throw new IllegalStateException("The child never said " + words + " but: " + said);
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    String said() {
        try {
            return Files.readString(output);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Duration sinceStart() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    long pid() {
        return process.pid();
    }

    /** User and system time of all its threads so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** At once, as a power cut does. */
    void kill() {
        process.destroyForcibly();
    }

    /** In order, so that it stops its own children; by force after a while. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
