package live.weir.platform.web.ui;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import live.weir.platform.testing.Motion;
import live.weir.platform.testing.NodeProcess;
import live.weir.platform.testing.TestNode;
import live.weir.platform.testing.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes with stages, and one without that everybody comes through: it has to find a node for a stage that nobody holds
 * yet, and the next one when that one dies.
 */
class TwoNodesBrowserTest extends StageBrowserTest {

    private static final long PATIENCE_SECONDS = 60;
    private static final Duration NOTICED = Duration.ofSeconds(1);

    private final Map<String, NodeProcess> nodes = new LinkedHashMap<>();

    @SuppressWarnings("NullAway.Init")
    private TestNode door;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        String postgres = TestServers.shared().freshPostgresUrl();
        String redis = TestServers.shared().freshRedisUrl();
        for (String name : new String[] {"one", "other"}) {
            nodes.put(name, stageNode(directory.resolve(name), postgres, redis));
        }
        door = TestNode.start(postgres, redis, "--weir.roles=api");
        for (NodeProcess node : nodes.values()) {
            node.base();
        }
    }

    private static NodeProcess stageNode(Path home, String postgres, String redis) throws IOException {
        int port = freePort();
        return NodeProcess.start(
                home,
                Map.of("WEIR_POSTGRES_URL", postgres, "WEIR_REDIS_URL", redis),
                "--server.port=" + port,
                "--weir.roles=stage",
                "--weir.cluster.url=http://127.0.0.1:" + port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @AfterAll
    void stop() {
        browser.clear();
        nodes.values().forEach(NodeProcess::close);
        door.close();
    }

    @Override
    String url(String path) {
        return door.base() + path;
    }

    @Test
    void two_perform_three_watch_and_when_their_node_is_killed_everybody_is_back_by_themselves() throws Exception {
        String slug = newSlug("nodes");
        Map<String, Page> people = new LinkedHashMap<>();
        Page host = hostOnAir(slug);
        people.put("host", host);
        people.put("guest", guest(invitation(host), "Grace"));
        host.click(".person .primary");
        for (int i = 1; i <= 3; i++) {
            people.put("viewer " + i, viewer(slug));
        }
        people.values().forEach(Motion::watch);
        everybodySeesBoth(people);

        NodeProcess owner = ownerOf(slug);
        people.values().forEach(Motion::forget);
        owner.kill();
        eventually(() -> people.forEach((name, page) ->
                assertThat(Motion.longestPause(page)).as("%s notices", name).isGreaterThan(NOTICED)));
        everybodySeesBoth(people);
        people.forEach((name, page) -> System.out.println(
                name + " saw no new picture for " + Motion.longestPause(page).toMillis() + " ms"));
        assertThat(nodes.values().stream().filter(node -> node != owner))
                .as("the other one has the stage now")
                .allMatch(node -> said(node, slug, "GRACE to LIVE"));
    }

    private static void everybodySeesBoth(Map<String, Page> people) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        people.forEach((name, page) -> {
            while (Motion.pictures(page) != 2) {
                assertThat(System.nanoTime())
                        .as("%s sees both pictures in time", name)
                        .isLessThan(end);
                page.waitForTimeout(50);
            }
        });
    }

    private NodeProcess ownerOf(String slug) {
        return nodes.values().stream()
                .filter(node -> said(node, slug, "OPENING to LIVE"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No node says that it has the stage"));
    }

    private static boolean said(NodeProcess node, String slug, String step) {
        return node.output().stream().anyMatch(line -> line.contains("The stage of " + slug + " went from " + step));
    }
}
