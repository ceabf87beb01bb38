package live.weir.bridge.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A server that is measured from outside. What it says goes to a file under {@code target/bench}. */
final class ServerProcess implements AutoCloseable {

    static final Path FOLDER = Path.of("target/bench");

    /** Of {@code /proc/<pid>/stat}: user time is the 14th field, the 12th behind the name. */
    private static final int USER_TIME = 11;

    private static final double MICROS_PER_TICK = 10_000;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Process process;
    private final Path output;

    private ServerProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static ServerProcess start(String name, List<String> command) {
        try {
            Path output = Files.createDirectories(FOLDER).resolve(name + ".log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            return new ServerProcess(process, output);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void await(BooleanSupplier ready) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!ready.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new IllegalStateException("The server did not start: " + said());
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    String said() {
        return read(output);
    }

    long pid() {
        return process.pid();
    }

    /** User and system time of all its threads so far, in microseconds. */
    double cpuMicros() {
        String stat = read(Path.of("/proc/" + pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1])) * MICROS_PER_TICK;
    }

    long residentKilobytes() {
        return read(Path.of("/proc/" + pid() + "/status"))
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
