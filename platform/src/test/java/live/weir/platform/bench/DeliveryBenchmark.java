package live.weir.platform.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import live.weir.bridge.hls.SyntheticProgram;
import live.weir.platform.delivery.HlsStand;
import live.weir.platform.delivery.OpenProgram;

/**
 * Parts and playlists per second beside nginx serving the same bytes as files, then thousands of blocked reloads: what they
 * take of memory, and how soon all are answered. Load comes from wrk (Debian's {@code wrk}); nginx is Debian's. What
 * answers is in this process, whose CPU is that of the figure, on a bare server: without the edge's limits.
 */
final class DeliveryBenchmark {

    private static final int SECONDS = Integer.getInteger("bench.seconds", 8);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final int BLOCKED = Integer.getInteger("bench.connections", 10_000);
    private static final int CONNECTIONS = 64;
    private static final int PART_BYTES = 100_000;
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private DeliveryBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Files.createTempDirectory("weir-delivery-bench");
        try (HlsStand node = new HlsStand(home)) {
            run(node, home);
        }
        System.exit(0);
    }

    private static void run(HlsStand node, Path home) throws IOException, InterruptedException {
        OpenProgram program = node.open("bench");
        SyntheticProgram maker =
                new SyntheticProgram(program, PART_BYTES).begin().segments(10);
        String multivariant = text(node.base() + "/hls/bench/index.m3u8");
        String folder = multivariant
                .lines()
                .filter(line -> !line.startsWith("#"))
                .findFirst()
                .orElseThrow()
                .replace("index.m3u8", "");
        Path files = home.resolve("files").resolve("hls/bench/" + folder);
        Files.createDirectories(files);
        for (String name : List.of("p40.m4s", "index.m3u8")) {
            Files.write(files.resolve(name), bytes(node.base() + "/hls/bench/" + folder + name));
        }
        System.out.println("| what | server | requests/s | per core | ratio |\n|---|---|---|---|---|");
        try (Nginx nginx = Nginx.start(home)) {
            compare("part of 100 KB", node.base(), nginx, "/hls/bench/" + folder + "p40.m4s");
            compare("playlist", node.base(), nginx, "/hls/bench/" + folder + "index.m3u8");
        }
        blocked(node, maker, "/hls/bench/" + folder + "index.m3u8");
        program.abandon();
    }

    private static void compare(String what, String weir, Nginx nginx, String path)
            throws IOException, InterruptedException {
        load(weir + path, SECONDS); // until it is compiled
        double[] ours = new double[2];
        double[] theirs = new double[2];
        for (int round = 0; round < ROUNDS; round++) {
            add(ours, measure(weir + path, List.of(ProcessHandle.current().pid())));
            add(theirs, measure(nginx.base() + path, nginx.workers()));
        }
        row(what, "weir", ours, ours[0] / theirs[0], ours[1] / theirs[1]);
        row(what, "nginx", theirs, 1, 1);
    }

    private static void add(double[] sum, double[] figures) {
        sum[0] += figures[0] / ROUNDS;
        sum[1] += figures[1] / ROUNDS;
    }

    private static void row(String what, String server, double[] figures, double ratio, double perCore) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.0f | %.0f | %.2f (per core %.2f) |%n",
                what,
                server,
                figures[0],
                figures[1],
                ratio,
                perCore);
    }

    /** Requests per second, and per second of the server's CPU. */
    private static double[] measure(String url, List<Long> pids) throws IOException, InterruptedException {
        double before = cpu(pids);
        double rate = load(url, SECONDS);
        double used = cpu(pids) - before;
        return new double[] {rate, rate * SECONDS / used};
    }

    private static double cpu(List<Long> pids) throws IOException {
        double seconds = 0;
        for (long pid : pids) {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            seconds += (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
        }
        return seconds;
    }

    private static double load(String url, int seconds) throws IOException, InterruptedException {
        Process wrk = wrk(url, CONNECTIONS, seconds);
        String said = new String(wrk.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        wrk.waitFor();
        Matcher rate = RATE.matcher(said);
        if (!rate.find() || said.contains("Non-2xx")) {
            throw new IOException("wrk said: " + said);
        }
        return Double.parseDouble(rate.group(1));
    }

    private static Process wrk(String url, int connections, int seconds) throws IOException {
        return new ProcessBuilder(
                        "wrk",
                        "-t1",
                        "-c" + connections,
                        "-d" + seconds + "s",
                        "--timeout",
                        "30s",
                        "-H",
                        "Accept-Encoding: gzip",
                        url)
                .redirectErrorStream(true)
                .start();
    }

    private static void blocked(HlsStand node, SyntheticProgram maker, String path)
            throws IOException, InterruptedException {
        System.out.println("\n| blocked reloads | memory each | all answered after |\n|---|---|---|");
        System.gc();
        long before = resident();
        // All ask for the next part; who is answered asks again, and is answered at once.
        Process wrk = wrk(node.base() + path + "?_HLS_msn=10&_HLS_part=1", BLOCKED, 60);
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(50);
        double waiting = 0;
        while (waiting < BLOCKED * 0.95 && System.nanoTime() < patience) {
            waiting = Math.max(waiting, node.waiting());
            if (node.waiting() < waiting * 0.9) {
                break;
            }
        }
        waiting = node.waiting();
        System.gc();
        long each = (resident() - before) / Math.max(1, (long) waiting);
        long released = System.nanoTime();
        maker.step();
        double served = node.served();
        double target = waiting;
        double base = served;
        while (node.served() - base < target && System.nanoTime() - released < 10_000_000_000L) {
            Thread.onSpinWait();
        }
        Duration taken = Duration.ofNanos(System.nanoTime() - released);
        wrk.destroy();
        System.out.printf(Locale.ROOT, "| %.0f | %d bytes | %d ms |%n", waiting, each, taken.toMillis());
    }

    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1_024)
                .sum();
    }

    private static byte[] bytes(String url) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    private static String text(String url) throws IOException, InterruptedException {
        return new String(bytes(url), java.nio.charset.StandardCharsets.UTF_8);
    }

    /** nginx with a worker a core, serving a folder as it is set up by default for speed. */
    private record Nginx(Process process, int port) implements AutoCloseable {

        static Nginx start(Path home) throws IOException {
            int port;
            try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
                port = socket.getLocalPort();
            }
            Path config = home.resolve("nginx.conf");
            Files.writeString(config, """
                    daemon off;
                    worker_processes 2;
                    pid %1$s/nginx.pid;
                    error_log %1$s/nginx.log;
                    user root;
                    events { worker_connections 4096; }
                    http {
                      access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; open_file_cache max=100;
                      types { application/vnd.apple.mpegurl m3u8; video/mp4 m4s mp4; }
                      server { listen 127.0.0.1:%2$d; root %1$s/files; }
                    }
                    """.formatted(home, port));
            home.toFile().setExecutable(true, false);
            Process process = new ProcessBuilder("nginx", "-c", config.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("nginx.out").toFile())
                    .start();
            Nginx nginx = new Nginx(process, port);
            nginx.await();
            return nginx;
        }

        private void await() {
            long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (true) {
                try {
                    new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), port).close();
                    return;
                } catch (IOException notYet) {
                    if (System.nanoTime() > patience) {
                        throw new UncheckedIOException(notYet);
                    }
                }
            }
        }

        String base() {
            return "http://127.0.0.1:" + port;
        }

        List<Long> workers() {
            List<Long> pids = new ArrayList<>(List.of(process.pid()));
            process.descendants().forEach(child -> pids.add(child.pid()));
            return pids;
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
