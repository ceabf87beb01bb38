package live.weir.platform.stage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The TURN server that most people run, where it is installed. */
final class InstalledCoturn implements AutoCloseable {

    private static final List<String> PLACES =
            List.of("/usr/bin/turnserver", "/usr/local/bin/turnserver", "/opt/homebrew/bin/turnserver");

    private final Process process;
    private final InetSocketAddress address;

    private InstalledCoturn(Process process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    /** Skips the test where there is none, and fails it where there must be one. */
    static InstalledCoturn start(String secret, Path directory) throws IOException {
        Optional<Path> program = Stream.concat(Stream.ofNullable(System.getenv("WEIR_TEST_COTURN")), PLACES.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty() && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException("CI must bring a coturn: install it or set WEIR_TEST_COTURN");
        }
        Assumptions.assumeTrue(program.isPresent(), "No coturn found: install it or set WEIR_TEST_COTURN");
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
        Process process = new ProcessBuilder(
                        program.orElseThrow().toString(),
                        "-n",
                        "--listening-ip=127.0.0.1",
                        "--relay-ip=127.0.0.1",
                        "--listening-port=" + address.getPort(),
                        "--realm=weir.test",
                        "--use-auth-secret",
                        "--static-auth-secret=" + secret,
                        "--no-tls",
                        "--no-dtls",
                        "--no-cli",
                        "--allow-loopback-peers",
                        "--userdb=" + directory.resolve("turndb"),
                        "--pidfile=" + directory.resolve("turn.pid"),
                        "--log-file=stdout",
                        "--simple-log")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        drain(process);
        return new InstalledCoturn(process, address);
    }

    private static void drain(Process process) {
        Thread reader = new Thread(
                () -> {
                    try (BufferedReader lines = new BufferedReader(
                            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                        lines.lines().forEach(line -> {});
                    } catch (IOException ended) {
                        throw new UncheckedIOException(ended);
                    }
                },
                "coturn-output");
        reader.setDaemon(true);
        reader.start();
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
