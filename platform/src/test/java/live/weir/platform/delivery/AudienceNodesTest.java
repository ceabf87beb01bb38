package live.weir.platform.delivery;

import static live.weir.testing.Eventually.eventually;
import static live.weir.testing.Now.done;
import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import live.weir.bridge.hls.SyntheticProgram;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.identity.TimeOrderedId;
import live.weir.platform.live.HlsAudience;
import live.weir.platform.testing.TestNode;
import live.weir.platform.testing.TestServers;
import live.weir.signaling.stage.BroadcastBook;
import live.weir.signaling.stage.BroadcastBook.Broadcast;
import live.weir.signaling.stage.ChannelCard;
import live.weir.signaling.stage.StageLeases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/** Two whole nodes, of which one makes the program and the other passes it on, and a Redis that really stops. */
class AudienceNodesTest {

    private static final int ON_STAGE = 2;
    private static final AtomicInteger port = new AtomicInteger();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path home;

    private static TestServers servers;
    private static DisposableServer door;
    private static TestNode one;
    private static TestNode two;
    private static ChannelCard river;
    private static String playlist = "";

    @BeforeAll
    static void start() {
        servers = TestServers.own("audience");
        String postgres = servers.freshPostgresUrl();
        String redis = servers.freshRedisUrl();
        door = door();
        one = node(postgres, redis, "one");
        two = node(postgres, redis, "two");
        port.set(URI.create(one.base()).getPort());
        one.register("river");
        one.createChannel(one.signIn("river"), "river", "River");
        ChannelId id = now(one.bean(ChannelService.class).bySlug("river")).id();
        river = new ChannelCard(id.toString(), "river", "River");
    }

    private static TestNode node(String postgres, String redis, String name) {
        return TestNode.start(
                postgres,
                redis,
                "--weir.home=" + home.resolve(name),
                "--weir.cluster.url=http://127.0.0.1:" + door.port(),
                "--weir.web.trusted-proxies=127.0.0.1",
                "--weir.delivery.count-every=1s",
                "--weir.channel.cache.fresh=100ms",
                "--weir.live.cache.fresh=100ms",
                "--weir.demo=false");
    }

    /** A node must name its address before it has one. */
    private static DisposableServer door() {
        return TcpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((in, out) -> TcpClient.create()
                        .host("127.0.0.1")
                        .port(port.get())
                        .connect()
                        .flatMap(node -> Mono.firstWithSignal(
                                        node.outbound()
                                                .send(in.receive().retain())
                                                .then(),
                                        out.send(node.inbound().receive().retain())
                                                .then())
                                .doFinally(end -> node.dispose())))
                .bindNow();
    }

    @AfterAll
    static void stop() {
        two.close();
        one.close();
        door.disposeNow();
        servers.close();
    }

    private static Broadcast onAir() {
        Instant now = Instant.now();
        Broadcast broadcast = new Broadcast(
                TimeOrderedId.next(), river, now(one.bean(StageLeases.class).take(river)), now);
        done(one.bean(BroadcastBook.class).began(broadcast));
        OpenProgram program =
                one.bean(Programs.class).open(new Programs.Broadcast(broadcast.id(), id(), river.slug(), now, now));
        new SyntheticProgram(program).begin().segments(2);
        return broadcast;
    }

    private static ChannelId id() {
        return new ChannelId(UUID.fromString(river.id()));
    }

    private static String body(TestNode node, String path) {
        return Objects.requireNonNull(node.get(path)
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    private static void watch(TestNode node, String... clients) {
        for (String client : clients) {
            node.client()
                    .get()
                    .uri("/hls/river/" + playlist)
                    .header("X-Forwarded-For", client)
                    .exchange()
                    .expectStatus()
                    .isOk();
        }
    }

    private static void everybodyWatches() {
        watch(one, "192.0.2.1", "192.0.2.2");
        watch(two, "192.0.2.2", "192.0.2.3");
    }

    private static void expectViewers(TestNode node, int expected) {
        node.get("/api/v1/channels/river").expectBody().jsonPath("$.viewers").isEqualTo(expected);
        node.get("/api/v1/live").expectBody().jsonPath("$.items[0].viewers").isEqualTo(expected);
    }

    @Test
    void who_watches_by_hls_is_counted_over_all_nodes_and_by_each_alone_while_they_cannot_tell_one_another()
            throws Exception {
        Broadcast broadcast = onAir();
        BroadcastBook book = one.bean(BroadcastBook.class);
        playlist = body(one, "/hls/river/index.m3u8")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .findFirst()
                .orElseThrow();
        expectViewers(one, 0);

        eventually(() -> {
            everybodyWatches();
            expectViewers(one, 3);
            expectViewers(two, 3);
            assertThat(one.bean(HlsAudience.class).present()).isEqualTo(Map.of(id(), 3L));
            assertThat(one.bean(HlsGathering.class).present()).isEqualTo(Map.of(id().value(), 3L));
            assertThat(one.bean(MeterRegistry.class)
                            .get("weir.hls.viewers")
                            .gauge()
                            .value())
                    .isEqualTo(2);
        });
        done(book.tell(broadcast, ON_STAGE, ON_STAGE, 5, List.of()));
        eventually(() -> {
            everybodyWatches();
            expectViewers(two, ON_STAGE + 3);
        });

        servers.redis().stop();
        eventually(() -> {
            watch(one, "192.0.2.1", "192.0.2.2");
            expectViewers(one, ON_STAGE + 2);
            expectViewers(two, ON_STAGE);
        });
        servers.redis().start();
        eventually(() -> {
            everybodyWatches();
            expectViewers(one, ON_STAGE + 3);
            expectViewers(two, ON_STAGE + 3);
        });

        eventually(() -> {
            expectViewers(one, ON_STAGE);
            expectViewers(two, ON_STAGE);
        });
        done(book.tell(broadcast, ON_STAGE, ON_STAGE, 5, List.of()));
        done(book.ended(broadcast, Instant.now(), BroadcastBook.Cause.HOST));
        two.get("/api/v1/channels/river/broadcasts")
                .expectBody()
                .jsonPath("$.items[0].peakViewers")
                .isEqualTo(ON_STAGE + 3)
                .jsonPath("$.items[0].totalViewers")
                .isEqualTo(5);
    }
}
