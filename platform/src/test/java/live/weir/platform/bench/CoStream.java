package live.weir.platform.bench;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import live.weir.platform.testing.Motion;
import live.weir.platform.testing.TestServers;

/** A host, a guest and viewers in the pages that people use, on a stage of two nodes behind a relay. */
final class CoStream implements AutoCloseable {

    static final String SLUG = "drill";

    private static final int SETTLES_MILLIS = 2_000;
    private static final int PICTURES = 2;

    private final TestServers servers;
    private final String postgres;
    private final String redis;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Integer> ports;
    private final List<String> options;
    private final Relay relay;
    private final StageBrowser browser;
    private final Map<String, Page> people = new LinkedHashMap<>();

    private CoStream(TestServers servers, List<String> options) throws IOException {
        this.servers = servers;
        this.options = options;
        this.postgres = servers.freshPostgresUrl();
        this.redis = servers.freshRedisUrl();
        this.ports = List.of(freePort(), freePort());
        this.relay = new Relay(ports);
        this.browser = StageBrowser.open();
    }

    /**
     * Everybody sees everybody when this returns.
     *
     * @param options of the nodes
     */
    static CoStream open(int viewers, String... options) throws IOException {
        CoStream stream = new CoStream(TestServers.own("drill"), List.of(options));
        try {
            stream.begin(viewers);
            return stream;
        } catch (IOException | RuntimeException failed) {
            stream.close();
            throw failed;
        }
    }

    private void begin(int viewers) throws IOException {
        for (int index = 0; index < ports.size(); index++) {
            nodes.add(node(index));
        }
        nodes.forEach(Node::port);
        Host owner = Host.signIn(relay.port(), SLUG);
        Page host = browser.person(address("/signin"));
        owner.signIn(host);
        host.navigate(address("/studio/" + SLUG));
        enter(host);
        host.click(".go-live");
        host.waitForSelector(".desk-bar[data-state=live]");
        people.put("host", host);
        people.put("guest", guest(host));
        for (int viewer = 1; viewer <= viewers; viewer++) {
            people.put("viewer " + viewer, browser.person(address("/c/" + SLUG)));
        }
        people.values().forEach(Motion::watch);
        people.values().forEach(page -> StageBrowser.await(page, "() => window.moving === " + PICTURES));
        idle(SETTLES_MILLIS);
        forget();
    }

    private Page guest(Page host) {
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

    private Node node(int index) {
        int port = ports.get(index);
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(
                "--server.port=" + port,
                "--weir.demo=false",
                "--weir.postgres.url=" + postgres,
                "--weir.redis.url=" + redis,
                "--weir.cluster.url=http://127.0.0.1:" + port));
        return Node.start(
                "drill-" + index, Path.of("target/bench/home-drill-" + index), Map.of(), all.toArray(String[]::new));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    String address(String path) {
        return "http://localhost:" + relay.port() + path;
    }

    StageBrowser browser() {
        return browser;
    }

    Map<String, Page> people() {
        return people;
    }

    int nodes() {
        return nodes.size();
    }

    /** The number of the node that has the stage since it opened. */
    int owner() {
        for (int index = 0; index < nodes.size(); index++) {
            if (nodes.get(index).jvm().said().contains("The stage of " + SLUG + " went from OPENING to LIVE")) {
                return index;
            }
        }
        throw new IllegalStateException("No node opened the stage");
    }

    void kill(int index) {
        nodes.get(index).jvm().kill();
    }

    /** As an orchestrator does it: told to stop, waited for, started again, waited for. */
    Duration restart(int index) {
        long begun = System.nanoTime();
        nodes.get(index).close();
        nodes.set(index, node(index));
        nodes.get(index).port();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Until everybody sees everybody, or this is too long. */
    void awaitAll(Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        List<String> late = new ArrayList<>(people.keySet());
        while (!late.isEmpty() && System.nanoTime() < end) {
            late.removeIf(name -> Motion.pictures(Objects.requireNonNull(people.get(name))) == PICTURES);
            idle(50);
        }
    }

    /** What pages do meanwhile they do by themselves. */
    void idle(int millis) {
        people.values().iterator().next().waitForTimeout(millis);
    }

    void forget() {
        people.values().forEach(Motion::forget);
    }

    @Override
    public void close() {
        browser.close();
        relay.close();
        nodes.forEach(Node::close);
        servers.close();
    }
}
