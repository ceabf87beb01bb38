package live.weir.platform.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A real load balancer (Debian's package) before the nodes: who is not ready gets nothing new. */
final class HaProxy implements AutoCloseable {

    private static final Path EXECUTABLE = Path.of("/usr/sbin/haproxy");
    private static final int ATTEMPTS = 200;

    private final Process process;
    private final int port;

    private HaProxy(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    int port() {
        return port;
    }

    static HaProxy start(int port, List<Integer> nodes) throws IOException {
        if (!Files.isExecutable(EXECUTABLE)) {
            throw new IOException("Install Debian's haproxy");
        }
        StringBuilder text = new StringBuilder("""
                global
                  maxconn 4000
                defaults
                  mode http
                  timeout connect 1s
                  timeout client 1h
                  timeout server 1h
                  timeout tunnel 1h
                  timeout check 2s
                  retries 3
                  option redispatch 1
                frontend front
                  bind 127.0.0.1:%d
                  default_backend nodes
                backend nodes
                  balance roundrobin
                  option httpchk GET /actuator/health/readiness
                  http-check expect status 200
                """.formatted(port));
        for (int node : nodes) {
            text.append("  server n%1$d 127.0.0.1:%1$d check inter 300ms fall 1 rise 1%n".formatted(node));
        }
        Path folder = Files.createDirectories(Path.of("target/bench"));
        Path configuration = Files.writeString(folder.resolve("haproxy.cfg"), text);
        Process process = new ProcessBuilder(EXECUTABLE.toString(), "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("haproxy.log").toFile())
                .start();
        HaProxy proxy = new HaProxy(process, port);
        proxy.awaitPort();
        return proxy;
    }

    private void awaitPort() throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (IOException closed) {
                LockSupport.parkNanos(50_000_000);
            }
        }
        close();
        throw new IOException("haproxy does not listen; see target/bench/haproxy.log");
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
