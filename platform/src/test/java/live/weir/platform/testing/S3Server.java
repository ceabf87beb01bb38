package live.weir.platform.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real S3 server (S3Proxy, over a folder) in a process of its own. It checks signatures, and is stopped and started at will. */
public final class S3Server implements AutoCloseable {

    public static final String BUCKET = "weir-test";

    private static final String KEY = "weir-key";
    private static final String SECRET = "weir-secret";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 20;
    private static final Path JARS = Path.of("target/s3proxy");

    private final Path home;
    private final int port;
    private @Nullable Process process;

    private S3Server(Path home, int port) {
        this.home = home;
        this.port = port;
    }

    /** With an empty bucket. */
    public static S3Server start(Path home) {
        try {
            Path bucket = Files.createDirectories(home.resolve(BUCKET));
            // What others may read on the disk, the server shows to whoever asks.
            Files.setPosixFilePermissions(bucket, PosixFilePermissions.fromString("rwx------"));
            S3Server server = new S3Server(home, freePort());
            server.start();
            return server;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    public void start() {
        try {
            Path settings =
                    Files.writeString(home.resolve("s3proxy.conf"), """
                    s3proxy.endpoint=%s
                    s3proxy.authorization=aws-v2-or-v4
                    s3proxy.identity=%s
                    s3proxy.credential=%s
                    jclouds.provider=filesystem-nio2
                    jclouds.filesystem.basedir=%s
                    """.formatted(endpoint(), KEY, SECRET, home));
            Process starting = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx192m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            classPath(),
                            "org.gaul.s3proxy.Main",
                            "--properties",
                            settings.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("s3proxy.log").toFile())
                    .start();
            process = starting;
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!answers()) {
                if (!starting.isAlive() || System.nanoTime() > deadline) {
                    throw new IllegalStateException("The S3 server does not start: " + said());
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Its own libraries first, and what it shares with the node: the SDK, Jackson. */
    private static String classPath() throws IOException {
        try (Stream<Path> jars = Files.list(JARS)) {
            return jars.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator))
                    + File.pathSeparator
                    + System.getProperty("java.class.path");
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private String said() {
        try {
            return Files.readString(home.resolve("s3proxy.log"));
        } catch (IOException unreadable) {
            return "";
        }
    }

    private String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /** As if its machine had lost power. */
    public void stop() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().onExit().join();
        }
    }

    /** What a node is told of it. */
    public List<String> settings() {
        return List.of(
                "--weir.storage.endpoint=" + endpoint(),
                "--weir.storage.bucket=" + BUCKET,
                "--weir.storage.prefix=weir/",
                "--weir.storage.access-key=" + KEY,
                "--weir.storage.secret-key=" + SECRET);
    }

    /** The status of a request that nobody signed. */
    public int unsigned() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(endpoint() + "/" + BUCKET)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** How many objects there are whose keys begin so. */
    public long objects(String prefix) {
        Path folder = home.resolve(BUCKET).resolve(prefix);
        try (Stream<Path> files = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
            return files.filter(Files::isRegularFile).count();
        } catch (IOException changing) {
            throw new UncheckedIOException(changing);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
