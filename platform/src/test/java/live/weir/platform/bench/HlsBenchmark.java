package live.weir.platform.bench;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import live.weir.platform.testing.HlsPage;
import live.weir.testing.MarkdownTable;

/**
 * From glass to glass by Low-Latency HLS: the demo channel shows the time in its picture, hls.js plays it as our pages do, and the
 * time is read back from what is shown. With it what the program costs, and what a viewer sees of a worker that dies.
 */
public final class HlsBenchmark {

    private static final String PLAYLIST = "/hls/demo/index.m3u8";
    private static final int JOINS = 5;

    private final HttpClient client = HttpClient.newHttpClient();
    private final MarkdownTable table = new MarkdownTable(
            "ladder",
            "glass p50 ms",
            "p95 ms",
            "max ms",
            "first picture p50 ms",
            "p95 ms",
            "stalls",
            "frames",
            "unreadable",
            "parts",
            "late ‰",
            "worker cores",
            "node cores",
            "demo and servers cores");
    private final MarkdownTable faults = new MarkdownTable("fault", "longest still picture ms", "player's errors");

    public static void main(String[] arguments) throws IOException, InterruptedException {
        boolean quick = BenchSettings.isQuick();
        new HlsBenchmark().run(BenchSettings.number("bench.seconds", quick ? 10 : 30));
    }

    private void run(int seconds) throws IOException, InterruptedException {
        String ladders = System.getProperty("bench.ladders", "");
        for (String ladder : (ladders.isEmpty() ? "360;720,360;720,480,240" : ladders).split(";", -1)) {
            measure(ladder, seconds);
        }
        System.out.println(table);
        System.out.println(faults);
        System.out.println(
                "Glass: from drawing the clock to a picture that is shown; the way by WHIP and the program are in it.");
    }

    private void measure(String ladder, int seconds) throws IOException, InterruptedException {
        Path home = Path.of("target/bench/home-hls");
        try (Node node = Node.start(
                        "hls",
                        home,
                        Map.of(),
                        "--weir.demo=true",
                        "--weir.program.enabled=true",
                        "--weir.program.ladder=" + ladder);
                StageBrowser browser = StageBrowser.open()) {
            String base = "http://127.0.0.1:" + node.port();
            awaitPlaylist(base);
            ProcessTree processes = new ProcessTree(node.jvm().pid());
            Page page = browser.person("about:blank");
            HlsPage.fill(page);
            Cost idle = costOf(processes, seconds);
            play(page, "seat", base);
            page.waitForTimeout(8_000); // the player comes closer to the edge
            page.evaluate("() => forget('seat')");
            double parts = metric(base, "weir_program_parts_total");
            double late = metric(base, "weir_program_parts_late_total");
            page.waitForTimeout(seconds * 1000.0);
            double made = metric(base, "weir_program_parts_total") - parts;
            late = metric(base, "weir_program_parts_late_total") - late;
            Map<String, Object> seen = seen(page, "seat");
            report(ladder, seen, joins(page, base), made, late, idle);
            if (ladder.contains(",")) {
                fail(page, processes, ladder + ": worker killed", "-KILL");
                fail(page, processes, ladder + ": worker stopped", "-STOP");
            }
        }
    }

    /** A viewer's longest still picture while a worker dies. */
    private void fail(Page page, ProcessTree processes, String what, String signal)
            throws IOException, InterruptedException {
        page.evaluate("() => forget('seat')");
        String pid = String.valueOf(processes.worker().orElseThrow().pid());
        new ProcessBuilder("kill", signal, pid).inheritIO().start().waitFor();
        page.waitForTimeout(20_000);
        Map<String, Object> seen = seen(page, "seat");
        double still = Math.max(value(seen, "gap"), value(seen, "sinceLast"));
        faults.row(what, String.format(Locale.ROOT, "%.0f", still), Objects.requireNonNull(seen.get("errors")));
    }

    private record Cost(double worker, double node, double others) {}

    /** Cores, with the demo on air and nobody watching. */
    private static Cost costOf(ProcessTree processes, int seconds) throws InterruptedException {
        Duration all = processes.cpu();
        Duration node = processes.cpuOfNode();
        Duration worker = processes.cpuOfWorkers();
        long start = System.nanoTime();
        Thread.sleep(seconds * 1000L);
        double time = System.nanoTime() - start;
        double workerCores = processes.cpuOfWorkers().minus(worker).toNanos() / time;
        double nodeCores = processes.cpuOfNode().minus(node).toNanos() / time;
        return new Cost(workerCores, nodeCores, processes.cpu().minus(all).toNanos() / time - workerCores - nodeCores);
    }

    private List<Map<String, Object>> joins(Page page, String base) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (int i = 0; i < JOINS; i++) {
            String name = "late" + i;
            play(page, name, base);
            all.add(seen(page, name));
            page.evaluate("name => leave(name)", name);
        }
        return all;
    }

    private static void play(Page page, String name, String base) {
        page.evaluate("([name, url]) => play(name, url)", List.of(name, base + PLAYLIST));
        StageBrowser.await(page, "() => seen('" + name + "').first > 0");
    }

    @SuppressWarnings("unchecked") // Playwright's maps have no types
    private static Map<String, Object> seen(Page page, String name) {
        return (Map<String, Object>) page.evaluate("name => seen(name)", name);
    }

    private void awaitPlaylist(String base) throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!get(base + PLAYLIST).contains("#EXT-X-STREAM-INF")) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("There never was a playlist");
            }
            Thread.sleep(200);
        }
    }

    private String get(String address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private double metric(String base, String name) throws IOException, InterruptedException {
        return get(base + "/actuator/prometheus")
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private void report(
            String ladder,
            Map<String, Object> seen,
            List<Map<String, Object>> joins,
            double parts,
            double late,
            Cost idle) {
        double[] glass = ((List<?>) Objects.requireNonNull(seen.get("delays")))
                .stream()
                        .mapToDouble(delay -> ((Number) delay).doubleValue())
                        .sorted()
                        .toArray();
        double[] first =
                joins.stream().mapToDouble(one -> value(one, "first")).sorted().toArray();
        table.row(
                ladder,
                at(glass, 0.5),
                at(glass, 0.95),
                at(glass, 1),
                at(first, 0.5),
                at(first, 0.95),
                count(seen, "stalls"),
                glass.length,
                count(seen, "unreadable"),
                String.format(Locale.ROOT, "%.0f", parts),
                String.format(Locale.ROOT, "%.1f", parts == 0 ? 0 : 1000 * late / parts),
                cores(idle.worker()),
                cores(idle.node()),
                cores(idle.others()));
    }

    private static String cores(double cores) {
        return String.format(Locale.ROOT, "%.2f", cores);
    }

    private static double value(Map<String, Object> values, String field) {
        return ((Number) Objects.requireNonNull(values.get(field), field)).doubleValue();
    }

    private static String count(Map<String, Object> values, String field) {
        return String.format(Locale.ROOT, "%.0f", value(values, field));
    }

    private static String at(double[] sorted, double share) {
        if (sorted.length == 0) {
            return "-";
        }
        int place = (int) Math.ceil(share * sorted.length) - 1;
        return String.format(
                Locale.ROOT,
                "%.0f",
                Arrays.stream(sorted).skip(Math.max(0, place)).findFirst().orElse(0));
    }
}
