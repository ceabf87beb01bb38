package live.weir.platform.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import live.weir.platform.testing.Motion;
import live.weir.platform.testing.TestServers;
import live.weir.testing.MarkdownTable;

/**
 * A host, a guest and viewers are on a stage of two nodes behind a relay; the node that owns the stage is killed (SIGKILL).
 * Tells for how long each of them saw no new picture, by the pages that people use.
 */
public final class OwnerDeathDrill {

    private static final String SLUG = "drill";
    private static final int VIEWERS = 3;
    private static final Duration UNTIL_NOTICED = Duration.ofMillis(1500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final MarkdownTable table =
            new MarkdownTable("repetition", "client", "pictures before", "without a new picture s", "pictures after");

    public static void main(String[] arguments) throws IOException {
        new OwnerDeathDrill().run(BenchSettings.number("bench.repetitions", 1));
    }

    private void run(int repetitions) throws IOException {
        for (int repetition = 1; repetition <= repetitions; repetition++) {
            drill(repetition);
        }
        System.out.println(table);
        System.out.println(
                "From the last moment at which all pictures of a page moved to the next. Two nodes on one machine,"
                        + " a lease of 5 s; media of both nodes over loopback.");
    }

    private void drill(int repetition) throws IOException {
        try (TestServers servers = TestServers.own("drill")) {
            String postgres = servers.freshPostgresUrl();
            String redis = servers.freshRedisUrl();
            int first = freePort();
            int second = freePort();
            try (Node one = node("one", first, postgres, redis);
                    Node other = node("other", second, postgres, redis)) {
                one.port();
                other.port();
                try (Relay relay = new Relay(List.of(first, second));
                        StageBrowser browser = StageBrowser.open()) {
                    show(repetition, relay, browser, List.of(one, other));
                }
            }
        }
    }

    private void show(int repetition, Relay relay, StageBrowser browser, List<Node> nodes) throws IOException {
        StageCrowd crowd = StageCrowd.gather(browser, Host.signIn(relay.port(), SLUG), SLUG, VIEWERS);
        Node dead = nodes.stream().filter(OwnerDeathDrill::owns).findFirst().orElseThrow();
        dead.jvm().kill();
        crowd.linger(UNTIL_NOTICED);
        crowd.awaitMotion(PATIENCE);
        crowd.each((name, page) -> table.row(
                repetition,
                name,
                2,
                String.format(Locale.ROOT, "%.1f", Motion.longestPause(page).toMillis() / 1000.0),
                Motion.pictures(page)));
    }

    private static boolean owns(Node node) {
        return node.jvm().said().contains("The stage of " + SLUG + " went from OPENING to LIVE");
    }

    private static Node node(String name, int port, String postgres, String redis) {
        return Node.start(
                "drill-" + name,
                Path.of("target/bench/home-drill-" + name),
                Map.of(),
                "--server.port=" + port,
                "--weir.demo=false",
                "--weir.postgres.url=" + postgres,
                "--weir.redis.url=" + redis,
                "--weir.cluster.url=http://127.0.0.1:" + port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
