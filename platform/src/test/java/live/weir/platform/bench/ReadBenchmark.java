package live.weir.platform.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import live.weir.platform.bench.Contender.Turn;
import live.weir.platform.bench.Route.Request;
import live.weir.platform.testing.TestServers;
import live.weir.testing.MarkdownTable;

/**
 * How fast the API reads, beside bare Reactor Netty giving the same bytes: what is above the bare server's figure is ours.
 *
 * <p>A hit is in the node's memory and fresh. A miss is in neither level: this node's memory holds one channel and trusts
 * it for 1 ms, and so does Redis; each request asks for another of 20,000 channels, so that it costs a GET and a SET in
 * Redis and two queries in PostgreSQL (the channel; whether it is on air; its owner is in memory).
 */
public final class ReadBenchmark {

    private static final String HIT = "/api/v1/channels/" + Stock.slug(4711);
    private static final Pattern BARE_READY = Pattern.compile("BARE (\\d+) ready");
    private static final String NO_LIMITS = "--weir.limits.enabled=false";

    private final BenchSettings settings;
    private final LoadGenerator load;
    private final MarkdownTable table = new MarkdownTable(
            "request",
            "server",
            "req/s",
            "CPU µs/req",
            "× bare",
            "p50 ms",
            "p95 ms",
            "p99 ms",
            "generator",
            "unexpected");

    private ReadBenchmark(BenchSettings settings, LoadGenerator load) {
        this.settings = settings;
        this.load = load;
    }

    public static void main(String[] arguments) throws Exception {
        BenchSettings settings = BenchSettings.read();
        try (TestServers servers = TestServers.own("bench");
                LoadGenerator load = new LoadGenerator()) {
            new ReadBenchmark(settings, load).run(servers);
        }
    }

    private void run(TestServers servers) throws Exception {
        Map<String, String> urls =
                Map.of("WEIR_POSTGRES_URL", servers.freshPostgresUrl(), "WEIR_REDIS_URL", servers.redisUrl(0));
        try (Node node = start("read", urls, NO_LIMITS)) {
            int port = node.port();
            Stock.fill(servers, Objects.requireNonNull(urls.get("WEIR_POSTGRES_URL")));
            String tag = record(port);
            // One after the other: nodes that start at once would hinder each other, and may give up.
            try (ChildJvm bareJvm = bare();
                    Node missing = startMissing(urls);
                    Node limited = start("read-limits", urls, "--weir.limits.address=900000000/1m")) {
                Contender bare = new Contender("bare Reactor Netty", bareReady(bareJvm), bareJvm);
                Contender plain = new Contender("node", port, node.jvm());
                Contender withLimits = new Contender("node, limits on", limited.port(), limited.jvm());
                Contender withoutCache = new Contender("node", missing.port(), missing.jvm());
                compare(Route.of("channel, hit", Request.get(HIT)), 200, bare, plain, withLimits);
                compare(Route.of("channel, 304", Request.get(HIT, "If-None-Match: " + tag)), 304, bare, plain);
                compare(Route.of("live, hit", Request.get("/api/v1/live")), 200, bare, plain);
                compare(misses(), 200, bare, withoutCache);
            }
        }
        System.out.println(table);
        System.out.println(
                "Percentiles at half of the saturation that the same turn found; medians of "
                        + settings.rounds() + " turns of " + settings.step().toSeconds() + " s; "
                        + settings.connections()
                        + " connections; generator: share of a core that it took at saturation (! = it may be the limit, or could not keep the rate).");
    }

    private static Node startMissing(Map<String, String> urls) {
        return start("read-miss", urls, NO_LIMITS, "--weir.channel.cache.size=1", "--weir.channel.cache.fresh=1ms");
    }

    private static Node start(String name, Map<String, String> urls, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--weir.channel.warm-up=0");
        Node node = Node.start(name, Path.of("target/bench/home-" + name), urls, all.toArray(String[]::new));
        node.port();
        return node;
    }

    private static Route misses() {
        return Route.ofMany("channel, miss", Stock.CHANNELS, i -> Request.get("/api/v1/channels/" + Stock.slug(i)));
    }

    /** Keeps the node's responses for the bare server, and tells the channel's tag. */
    private static String record(int port) throws Exception {
        Path folder = Files.createDirectories(Path.of("target/bench/recordings"));
        Recording channel = Recording.of(port, Request.get(HIT));
        String tag = Objects.requireNonNull(channel.headers().get("ETag"));
        Recording notModified = Recording.of(port, Request.get(HIT, "If-None-Match: " + tag));
        Recording live = Recording.of(port, Request.get("/api/v1/live"));
        if (channel.status() != 200 || notModified.status() != 304 || live.status() != 200) {
            throw new IllegalStateException("The node does not answer as expected: " + channel);
        }
        List<Recording> recordings = List.of(channel, notModified, live);
        for (int i = 0; i < recordings.size(); i++) {
            recordings.get(i).save(folder.resolve(BareServer.RECORDINGS.get(i)));
        }
        return tag;
    }

    private static ChildJvm bare() {
        List<String> line = new ArrayList<>(BenchSettings.jvmFlags());
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), BareServer.class.getName()));
        line.add("target/bench/recordings");
        return ChildJvm.start("bare", Map.of(), line);
    }

    private static int bareReady(ChildJvm bare) {
        return Integer.parseInt(bare.await(BARE_READY).group(1));
    }

    private void compare(Route route, int status, Contender... contenders) {
        if (!route.name().contains(System.getProperty("bench.only", ""))) {
            return;
        }
        Map<Contender, List<Turn>> turns = new LinkedHashMap<>();
        for (Contender contender : contenders) {
            contender.warmUp(load, route, settings);
        }
        for (int round = 0; round < settings.rounds(); round++) {
            for (Contender contender : contenders) {
                turns.computeIfAbsent(contender, first -> new ArrayList<>())
                        .add(contender.measure(load, route, status, settings));
            }
        }
        double floor = median(Objects.requireNonNull(turns.get(contenders[0])), Turn::cpuMicros);
        turns.forEach((contender, seen) -> report(route.name(), contender.name(), seen, floor));
    }

    private void report(String route, String server, List<Turn> turns, double floor) {
        double cpu = median(turns, Turn::cpuMicros);
        boolean doubtful = turns.stream().anyMatch(Turn::isDoubtful);
        table.row(
                route,
                server,
                format("%.0f", median(turns, turn -> turn.full().perSecond())),
                format("%.1f", cpu),
                format("%.1f", cpu / floor),
                format("%.1f", median(turns, turn -> turn.half().millis(50))),
                format("%.1f", median(turns, turn -> turn.half().millis(95))),
                format("%.1f", median(turns, turn -> turn.half().millis(99))),
                format("%.2f", median(turns, turn -> turn.full().cores())) + (doubtful ? " !" : ""),
                turns.stream().mapToLong(Turn::wrong).sum());
    }

    private static double median(List<Turn> turns, ToDoubleFunction<Turn> figure) {
        List<Double> sorted = turns.stream()
                .map(figure::applyAsDouble)
                .sorted(Comparator.naturalOrder())
                .toList();
        return sorted.get(sorted.size() / 2);
    }

    private static String format(String form, double figure) {
        return String.format(Locale.ROOT, form, figure);
    }
}
