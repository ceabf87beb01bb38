package live.weir.platform.bench;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import live.weir.testing.MarkdownTable;

/**
 * From glass to glass: a browser draws a clock and publishes it by WHIP, others watch by WHEP and read the clock back from
 * the pixels they show. All on one machine, so all by one clock. First pictures are of viewers who join one by one while it
 * runs.
 */
public final class GlassBenchmark {

    private static final String SLUG = "glass";

    private final MarkdownTable table = new MarkdownTable(
            "codec",
            "viewers",
            "glass p50 ms",
            "p95 ms",
            "max ms",
            "first picture p50 ms",
            "p95 ms",
            "answer p50 ms",
            "sent",
            "encoding ms",
            "jitter buffer ms",
            "decoding ms",
            "frames",
            "freezes",
            "unreadable");

    public static void main(String[] arguments) throws IOException {
        boolean quick = BenchSettings.isQuick();
        new GlassBenchmark()
                .run(BenchSettings.number("bench.seconds", quick ? 5 : 30), BenchSettings.number("bench.rounds", 5));
    }

    private void run(int seconds, int joins) throws IOException {
        Path home = Path.of("target/bench/home-glass");
        try (Node node = Node.start("glass", home, Map.of(), "--weir.demo=false");
                StageBrowser browser = StageBrowser.open()) {
            Host host = Host.signIn(node.port(), SLUG);
            for (String codec : List.of("VP8", "H264")) {
                for (int height : new int[] {360, 720}) {
                    for (int viewers : new int[] {1, 4}) {
                        measure(browser, host, codec, height, viewers, seconds, joins);
                    }
                }
            }
        }
        System.out.println(table);
        System.out.println(
                "30 pictures a second are asked for; what was sent tells what the browsers had the machine for. Glass: from drawing the clock to reading it back from a picture"
                        + " that is shown. First picture: from asking for it, the connection included.");
    }

    private void measure(
            StageBrowser browser, Host host, String codec, int height, int viewers, int seconds, int joins) {
        Page publisher = browser.page("/bench/glass.html");
        publisher.evaluate(
                "([url, key, codec, height]) => publish(url, key, codec, height)",
                List.of(host.url("/whip/" + SLUG), host.key(), codec, height));
        StageBrowser.await(publisher, "async () => (await sent()).height >= " + height);
        List<Page> pages = IntStream.range(0, viewers)
                .mapToObj(i -> browser.page("/bench/glass.html"))
                .toList();
        pages.forEach(page -> join(page, "seat", host));
        publisher.waitForTimeout(3000); // jitter buffers settle
        pages.forEach(page -> page.evaluate("() => forget('seat')"));
        publisher.waitForTimeout(seconds * 1000.0);
        List<Map<String, Object>> seen =
                pages.stream().map(page -> seen(page, "seat")).toList();
        report(codec, viewers, seen, joiners(pages.get(0), host, joins), sent(publisher));
        pages.forEach(page -> page.context().close());
        publisher.context().close();
    }

    private static List<Map<String, Object>> joiners(Page page, Host host, int joins) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (int i = 0; i < joins; i++) {
            String name = "late" + i;
            join(page, name, host);
            all.add(seen(page, name));
            page.evaluate("name => peers[name].close()", name);
        }
        return all;
    }

    private static void join(Page page, String name, Host host) {
        page.evaluate("([name, url]) => view(name, url)", List.of(name, host.url("/whep/" + SLUG)));
        StageBrowser.await(page, "async () => (await seen('" + name + "')).first > 0");
    }

    @SuppressWarnings("unchecked") // Playwright's maps have no types
    private static Map<String, Object> seen(Page page, String name) {
        return (Map<String, Object>) page.evaluate("name => seen(name)", name);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> sent(Page page) {
        return (Map<String, Object>) page.evaluate("() => sent()");
    }

    private void report(
            String codec,
            int viewers,
            List<Map<String, Object>> seen,
            List<Map<String, Object>> joiners,
            Map<String, Object> sent) {
        double[] glass = seen.stream()
                .flatMap(one -> ((List<?>) Objects.requireNonNull(one.get("delays"))).stream())
                .mapToDouble(delay -> ((Number) delay).doubleValue())
                .sorted()
                .toArray();
        double[] first = sorted(joiners, "first");
        table.row(
                codec,
                viewers,
                at(glass, 0.5),
                at(glass, 0.95),
                at(glass, 1),
                at(first, 0.5),
                at(first, 0.95),
                at(sorted(joiners, "answered"), 0.5),
                number(sent, "height") + "p" + number(sent, "fps"),
                number(sent, "encoding"),
                at(sorted(seen, "buffered"), 0.5),
                at(sorted(seen, "decoding"), 0.5),
                glass.length,
                sum(seen, "freezes"),
                sum(seen, "unreadable"));
    }

    private static double value(Map<String, Object> values, String field) {
        return ((Number) Objects.requireNonNull(values.get(field), field)).doubleValue();
    }

    private static double[] sorted(List<Map<String, Object>> all, String field) {
        return all.stream().mapToDouble(one -> value(one, field)).sorted().toArray();
    }

    private static long sum(List<Map<String, Object>> all, String field) {
        return Math.round(java.util.Arrays.stream(sorted(all, field)).sum());
    }

    private static String number(Map<String, Object> values, String field) {
        return String.format(Locale.ROOT, "%.0f", value(values, field));
    }

    private static String at(double[] sorted, double share) {
        if (sorted.length == 0) {
            return "-";
        }
        int place = (int) Math.ceil(share * sorted.length) - 1;
        return String.format(Locale.ROOT, "%.0f", sorted[Math.max(0, place)]);
    }
}
