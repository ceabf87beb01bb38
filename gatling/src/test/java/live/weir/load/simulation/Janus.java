package live.weir.load.simulation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A Janus with its video room, as Debian packs it, in a process of its own. */
final class Janus implements AutoCloseable {

    static final Path EXECUTABLE = Path.of("/usr/bin/janus");

    /** Of Debian, on whatever processor. */
    private static final Path LIBRARIES = Path.of(
                    "/usr/lib",
                    System.getProperty("os.arch").equals("aarch64") ? "aarch64-linux-gnu" : "x86_64-linux-gnu")
            .resolve("janus");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final int port;

    private Janus(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Janus start(Path directory) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(directory.resolve("janus")).toAbsolutePath();
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Files.writeString(folder.resolve("janus.jcfg"), """
                general: { configs_folder = "%1$s"  plugins_folder = "%1$s/plugins"  transports_folder = "%1$s/transports"  debug_level = 2 }
                """.formatted(folder));
        Files.writeString(folder.resolve("janus.transport.http.jcfg"), """
                general: { json = "compact"  base_path = "/janus"  http = true  port = %d  ip = "127.0.0.1"  https = false }
                admin: { admin_http = false }
                """.formatted(port));
        Files.writeString(folder.resolve("janus.plugin.videoroom.jcfg"), """
                room-1234: { description = "load"  publishers = 1  bitrate = 0  videocodec = "vp8,h264"  audiocodec = "opus" }
                """);
        link(folder, "plugins/libjanus_videoroom.so");
        link(folder, "transports/libjanus_http.so");
        Process process = new ProcessBuilder(EXECUTABLE.toString(), "-F", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Janus janus = new Janus(process, port);
        janus.awaitPort(folder.resolve("log"));
        return janus;
    }

    /** That library alone: the others make noise. */
    private static void link(Path folder, String library) throws IOException {
        Path link = folder.resolve(library);
        Files.createDirectories(link.resolveSibling(""));
        Files.createSymbolicLink(link, LIBRARIES.resolve(library));
    }

    private void awaitPort(Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(address);
                return;
            } catch (IOException closed) {
                if (System.nanoTime() > deadline || process.waitFor(50, TimeUnit.MILLISECONDS)) {
                    close();
                    throw new AssertionError("Janus did not start: " + Files.readString(log));
                }
            }
        }
    }

    String address() {
        return "http://127.0.0.1:" + port + "/janus";
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
