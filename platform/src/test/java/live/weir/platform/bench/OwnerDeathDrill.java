package live.weir.platform.bench;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
    private static final double PATIENCE_MILLIS = 60_000;

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
        Host owner = Host.signIn(relay.port(), SLUG);
        String base = owner.url("").replace("127.0.0.1", "localhost");
        Map<String, Page> people = new LinkedHashMap<>();
        Page host = browser.person(base + "/signin");
        owner.signIn(host);
        host.navigate(base + "/studio/" + SLUG);
        enter(host);
        host.click(".go-live");
        host.waitForSelector(".desk-bar[data-state=live]");
        people.put("host", host);
        people.put("guest", guest(browser, host));
        for (int i = 1; i <= VIEWERS; i++) {
            people.put("viewer " + i, browser.person(base + "/c/" + SLUG));
        }
        people.values().forEach(Motion::watch);
        people.values().forEach(page -> StageBrowser.await(page, "() => window.moving === 2"));
        host.waitForTimeout(2000);
        people.values().forEach(Motion::forget);
        Node dead = nodes.stream().filter(OwnerDeathDrill::owns).findFirst().orElseThrow();
        dead.jvm().kill();
        host.waitForTimeout(1500); // until everybody has noticed
        double end = System.nanoTime() / 1e6 + PATIENCE_MILLIS;
        List<String> late = new ArrayList<>(people.keySet());
        while (!late.isEmpty() && System.nanoTime() / 1e6 < end) {
            late.removeIf(name -> Motion.pictures(Objects.requireNonNull(people.get(name))) == 2);
            host.waitForTimeout(50);
        }
        people.forEach((name, page) -> table.row(
                repetition,
                name,
                2,
                String.format(Locale.ROOT, "%.1f", Motion.longestPause(page).toMillis() / 1000.0),
                Motion.pictures(page)));
    }

    private static Page guest(StageBrowser browser, Page host) {
        host.click(".tile-head .button");
        host.click("dialog .primary");
        String link = host.inputValue("#invitation");
        host.click("dialog .primary");
        Page guest = browser.person(link);
        guest.fill("#name", "Grace");
        enter(guest);
        host.click(".person .primary");
        return guest;
    }

    private static void enter(Page page) {
        page.click("weir-green-room form > .button");
        page.waitForSelector(".desk-bar");
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
