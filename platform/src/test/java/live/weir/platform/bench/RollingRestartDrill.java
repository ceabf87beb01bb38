package live.weir.platform.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import live.weir.platform.testing.Motion;
import live.weir.platform.testing.TestServers;
import live.weir.testing.MarkdownTable;

/**
 * A co-stream, its programme by HLS and its chat go on on two nodes behind a real load balancer, while one node after the other
 * is told to end (SIGTERM), ends in order and starts again, as Kubernetes does it. Tells for how long each kind of audience was
 * without.
 */
public final class RollingRestartDrill {

    private static final String SLUG = "rolling";
    private static final Duration PROGRAM_PATIENCE = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration CALM = Duration.ofSeconds(5);

    private final MarkdownTable table =
            new MarkdownTable("node restarted", "owned the stage", "audience", "without anything new s", "afterwards");

    public static void main(String[] arguments) throws IOException, InterruptedException {
        new RollingRestartDrill().run(BenchSettings.number("bench.viewers", 1));
    }

    private void run(int viewers) throws IOException, InterruptedException {
        try (TestServers servers = TestServers.own("rolling")) {
            String postgres = servers.freshPostgresUrl();
            String redis = servers.freshRedisUrl();
            List<Integer> ports = List.of(freePort(), freePort());
            List<Node> nodes = new ArrayList<>();
            try (HaProxy proxy = HaProxy.start(freePort(), ports)) {
                for (int i = 0; i < ports.size(); i++) {
                    nodes.add(node(i, 0, ports.get(i), postgres, redis));
                }
                nodes.forEach(Node::port);
                restart(nodes, ports, proxy.port(), viewers, postgres, redis);
            } finally {
                nodes.forEach(Node::close);
            }
        }
        System.out.println(table);
        System.out.println(
                "Two nodes with all roles, the balancer asks each for its readiness every 300 ms; a node that ends has"
                        + " a notice of 1 s and 2 s of patience. Everything on one machine.");
    }

    private void restart(List<Node> nodes, List<Integer> ports, int front, int viewers, String postgres, String redis)
            throws IOException, InterruptedException {
        Host owner = Host.signIn(front, SLUG);
        try (StageBrowser browser = StageBrowser.open();
                ChatWitness chat = ChatWitness.open(owner, SLUG);
                PlaylistWitness playlist = PlaylistWitness.open(owner, SLUG)) {
            StageCrowd crowd = StageCrowd.gather(browser, owner, SLUG, viewers);
            awaitProgram(crowd, playlist);
            for (int i = 0; i < nodes.size(); i++) {
                crowd.linger(CALM);
                crowd.forget();
                playlist.forget();
                Node old = nodes.get(i);
                boolean owned = owns(nodes, i);
                old.close();
                Node fresh = node(i, 1, ports.get(i), postgres, redis);
                nodes.set(i, fresh);
                fresh.port();
                crowd.awaitMotion(PATIENCE);
                crowd.linger(CALM);
                tell(i, owned, crowd, playlist);
            }
            ChatWitness.Findings found = chat.finish();
            table.row(
                    "both",
                    "",
                    "chat: " + found.said() + " said, " + found.acknowledged() + " acknowledged",
                    seconds(found.longest()) + " (longest until an acknowledgement)",
                    found.lost() + " lost, " + found.twice() + " twice, came back " + found.returns() + " times");
        }
    }

    private static void awaitProgram(StageCrowd crowd, PlaylistWitness playlist) throws IOException {
        long end = System.nanoTime() + PROGRAM_PATIENCE.toNanos();
        while (!playlist.hasBegun()) {
            if (System.nanoTime() - end > 0) {
                throw new IOException("The programme did not begin");
            }
            crowd.linger(Duration.ofMillis(200));
        }
    }

    private void tell(int node, boolean owned, StageCrowd crowd, PlaylistWitness playlist) {
        String owner = owned ? "yes" : "no";
        crowd.each((name, page) -> table.row(
                node + 1, owner, name, seconds(Motion.longestPause(page)), Motion.pictures(page) + " pictures move"));
        table.row(
                node + 1,
                owner,
                "HLS playlist",
                seconds(playlist.longestPause()),
                playlist.failures() + " of " + playlist.looks() + " requests failed");
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
    }

    /** The last that took the stage. */
    private static boolean owns(List<Node> nodes, int which) {
        String words = "The stage of " + SLUG + " went from ";
        int own = nodes.get(which).jvm().said().lastIndexOf(words);
        return own >= 0 && nodes.get(which).jvm().said().indexOf(" to ENDED", own) < 0;
    }

    private static Node node(int number, int generation, int port, String postgres, String redis) {
        return Node.start(
                "rolling-" + number + "-" + generation,
                Path.of("target/bench/home-rolling-" + number),
                Map.of(),
                "--server.port=" + port,
                "--weir.demo=false",
                "--weir.program.enabled=true",
                "--weir.program.ladder=240",
                "--weir.drain.notice=1s",
                "--weir.drain.patience=2s",
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
