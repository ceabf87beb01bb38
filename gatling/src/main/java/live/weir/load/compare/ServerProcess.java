package live.weir.load.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server that is measured: started from here, or one that runs already. */
final class ServerProcess implements AutoCloseable {

    /** Where servers have their configuration and their logs. */
    static final Path PLACE = Path.of("target/compare").toAbsolutePath();

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final ProcessHandle handle;
    private final @Nullable Process own;

    private ServerProcess(ProcessHandle handle, @Nullable Process own) {
        this.handle = handle;
        this.own = own;
    }

    static ServerProcess running(long pid) {
        ProcessHandle handle = ProcessHandle.of(pid)
                .orElseThrow(() -> new IllegalArgumentException("There is no process " + pid + " (pid=…)"));
        return new ServerProcess(handle, null);
    }

    static ServerProcess start(String name, Path directory, String... line) {
        try {
            Process process = new ProcessBuilder(List.of(line))
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(PLACE.resolve(name + ".log").toFile())
                    .start();
            return new ServerProcess(process.toHandle(), process);
        } catch (IOException failed) {
            throw new UncheckedIOException(name + " cannot be started", failed);
        }
    }

    static Path folder(String name) {
        try {
            return Files.createDirectories(PLACE.resolve(name));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void awaitPort(int port) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(address);
                return;
            } catch (IOException closed) {
                if (!handle.isAlive() || System.nanoTime() > deadline) {
                    close();
                    throw new IllegalStateException("A server did not start; its log is in " + PLACE);
                }
                LockSupport.parkNanos(50_000_000);
            }
        }
    }

    /** Of it and of its children, in seconds. */
    double cpuSeconds() {
        return Stream.concat(Stream.of(handle), handle.descendants())
                .mapToDouble(ServerProcess::cpuSeconds)
                .sum();
    }

    /** Without its children. */
    double ownCpuSeconds() {
        return cpuSeconds(handle);
    }

    private static double cpuSeconds(ProcessHandle process) {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / 1e9;
    }

    long residentBytes() {
        try {
            return Files.readAllLines(Path.of("/proc/" + handle.pid() + "/status")).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElse(0)
                    * 1024;
        } catch (IOException notLinux) {
            return 0;
        }
    }

    /** Of what was started from here. */
    @Override
    public void close() {
        Process started = own;
        if (started != null) {
            started.destroy();
            started.onExit().completeOnTimeout(started, 5, TimeUnit.SECONDS).join();
            started.destroyForcibly();
        }
    }
}
