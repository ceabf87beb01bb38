package live.weir.platform.delivery;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import live.weir.bridge.hls.SyntheticProgram;
import live.weir.bridge.hls.Wanted;
import live.weir.bridge.record.RealProgram;
import live.weir.bridge.record.RecordedProgram;
import live.weir.bridge.record.RecordingWriter;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.infrastructure.storage.ObjectStore;
import live.weir.platform.infrastructure.storage.StorageSettings;
import live.weir.platform.live.LiveBroadcasts;
import live.weir.platform.testing.S3Server;
import live.weir.platform.testing.TestNode;
import live.weir.platform.testing.TestServers;
import live.weir.testing.Now;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** Two whole nodes with disks of their own, and an S3 server that really stops: any node serves what any node recorded. */
class ObjectStoreNodesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path home;

    private static S3Server s3;
    private static TestNode one;
    private static TestNode other;
    private static String token;

    @BeforeAll
    static void start() {
        TestServers servers = TestServers.shared();
        String postgres = servers.freshPostgresUrl();
        String redis = servers.freshRedisUrl();
        s3 = S3Server.start(home.resolve("s3"));
        one = node(postgres, redis, "one");
        other = node(postgres, redis, "other");
        one.register("river");
        token = one.signIn("river");
        one.createChannel(token, "river", "River");
    }

    private static TestNode node(String postgres, String redis, String name) {
        List<String> settings = new ArrayList<>(s3.settings());
        settings.add("--weir.home=" + home.resolve(name));
        settings.add("--weir.storage.upload-every=1s");
        return TestNode.start(postgres, redis, settings.toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
        s3.close();
    }

    private static OpenProgram onAir(UUID broadcast) {
        return one.bean(Programs.class)
                .open(new Programs.Broadcast(
                        broadcast,
                        Now.now(one.bean(ChannelService.class).bySlug("river")).id(),
                        "river",
                        Instant.now(),
                        Instant.now()));
    }

    private static void become(UUID recording, String state) throws Exception {
        eventually(() -> other.get("/api/v1/recordings/" + recording)
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo(state));
    }

    private static byte[] bytes(TestNode node, String path) {
        byte[] body = node.get(path)
                .expectStatus()
                .is2xxSuccessful()
                .expectBody()
                .returnResult()
                .getResponseBody();
        return body == null ? new byte[0] : body;
    }

    private static String text(TestNode node, String path) {
        return new String(bytes(node, path), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static Path spool(UUID recording) {
        return home.resolve("one").resolve("recordings").resolve(recording.toString());
    }

    @Test
    void what_one_node_recorded_another_shows_whose_disk_is_empty_and_deletes() throws Exception {
        assertThat(s3.unsigned()).isEqualTo(403);
        UUID broadcast = UUID.randomUUID();
        OpenProgram program = onAir(broadcast);
        become(broadcast, "recording");
        new RealProgram(6).feed(program, Instant.parse("2027-01-31T20:00:00Z"));
        program.picture(io.netty.buffer.Unpooled.copiedBuffer("jpeg", java.nio.charset.StandardCharsets.US_ASCII));

        String vod = "/vod/" + broadcast;
        eventually(() -> assertThat(text(other, vod + "/v240/index.m3u8")).contains("#EXTINF"));
        program.end();
        become(broadcast, "ready");

        eventually(() -> assertThat(text(other, vod + "/v240/index.m3u8")).contains("s2.m4s"));
        assertThat(text(other, vod + "/index.m3u8")).contains("v240/index.m3u8", "audio/index.m3u8");
        assertThat(text(other, vod + "/picture.jpg")).isEqualTo("jpeg");
        byte[] film = bytes(other, vod + "/video.mp4");
        byte[] range = other.client()
                .get()
                .uri(vod + "/video.mp4")
                .header("Range", "bytes=1000-60000")
                .exchange()
                .expectStatus()
                .isEqualTo(206)
                .expectBody()
                .returnResult()
                .getResponseBody();
        assertThat(range).isEqualTo(java.util.Arrays.copyOfRange(film, 1_000, 60_001));
        assertThat(bytes(one, vod + "/video.mp4")).isEqualTo(film);
        eventually(() -> assertThat(Files.exists(spool(broadcast))).isFalse());
        assertThat(Files.exists(home.resolve("other").resolve("recordings"))).isFalse();
        assertThat(s3.objects("weir/" + broadcast)).isBetween(2L, 12L);

        other.as(token)
                .patch()
                .uri("/api/v1/recordings/" + broadcast)
                .bodyValue(Map.of("startMs", 2_000))
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(text(other, vod + "/v240/index.m3u8"))
                .doesNotContain("s0.m4s")
                .contains("s1.m4s");
        other.as(token)
                .delete()
                .uri("/api/v1/recordings/" + broadcast)
                .exchange()
                .expectStatus()
                .isNoContent();
        other.get(vod + "/index.m3u8").expectStatus().isNotFound();
        assertThat(s3.objects("weir/" + broadcast)).isZero();
    }

    @Test
    void a_store_that_stops_while_it_is_recorded_costs_nothing_but_time() throws Exception {
        UUID broadcast = UUID.randomUUID();
        OpenProgram program = onAir(broadcast);
        become(broadcast, "recording");
        SyntheticProgram picture = new SyntheticProgram(program, 20_000).begin().segments(3);
        String vod = "/vod/" + broadcast;
        eventually(() -> assertThat(s3.objects("weir/" + broadcast)).isPositive());

        s3.stop();
        picture.segments(3);
        program.end();
        eventually(() -> assertThat(one.get("/actuator/health")
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody())
                .contains("DEGRADED"));
        one.get("/actuator/health/readiness").expectStatus().isOk();
        one.get("/api/v1/recordings/" + broadcast)
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("recording");
        assertThat(text(one, vod + "/v720/index.m3u8")).contains("s5.m4s"); // from its disk

        s3.start();
        become(broadcast, "ready");
        eventually(() -> assertThat(text(other, vod + "/v720/index.m3u8")).contains("s6.m4s"));
        String playlist = text(other, vod + "/v720/index.m3u8");
        assertThat(playlist.split("#EXTINF", -1)).hasSize(7 + 1);
        for (String line : playlist.split("\n", -1)) {
            if (line.endsWith(".m4s")) {
                assertThat(bytes(other, vod + "/v720/" + line).length % 20_000).isZero();
            }
        }
        eventually(() -> assertThat(Files.exists(spool(broadcast))).isFalse());
    }

    private static ObjectArchive archive(String disk) {
        ObjectStore store = one.bean(ObjectStore.class);
        DiskThreads threads = one.bean(DiskThreads.class);
        Clock clock = Clock.systemUTC();
        Courier courier = new Courier(
                store, one.bean(StorageSettings.class), reactor.core.scheduler.Schedulers.fromExecutor(threads), clock);
        return new ObjectArchive(
                store,
                courier,
                new Blocks(store, 16 << 20),
                one.bean(LiveBroadcasts.class),
                home.resolve(disk),
                threads,
                64 << 20,
                clock);
    }

    private static Programs.Broadcast broadcast(Duration ago) {
        return new Programs.Broadcast(
                UUID.randomUUID(),
                new live.weir.platform.identity.ChannelId(UUID.randomUUID()),
                "nobody",
                Instant.now().minus(ago),
                Instant.now().minus(ago));
    }

    private static String playlist(Archive archive, UUID recording) {
        RecordedProgram program = Now.now(RecordedProgram.open(
                archive.files(recording, false), one.bean(DiskThreads.class), "k", true, 0, Long.MAX_VALUE));
        return Now.now(Mono.create(sink -> program.ask(
                new Wanted("v240/index.m3u8", -1, -1, false, false),
                Runnable::run,
                reply -> sink.success(reply.body().get(0).toString(java.nio.charset.StandardCharsets.UTF_8)))));
    }

    @Test
    void what_a_node_that_died_had_on_its_disk_follows_when_it_is_back() throws Exception {
        Programs.Broadcast broadcast = broadcast(Duration.ZERO);
        ObjectArchive dying = archive("dying");
        RecordingWriter writer = dying.writer(broadcast, () -> {});
        new RealProgram(6).feed(writer, Instant.parse("2027-01-31T20:00:00Z"));
        Path index = home.resolve("dying").resolve(broadcast.id().toString()).resolve("index");
        eventually(() -> assertThat(index).content().containsPattern("part \\d+ v240 5666666 .*\n"));
        String lines = Files.readString(index);
        Files.writeString(index, lines.substring(0, lines.length() - 5));

        ObjectArchive back = archive("dying");
        Now.done(back.start());
        assertThat(Now.now(back.leftBehind().collectList())).containsExactly(broadcast.id());
        Now.done(back.settle(broadcast.id()).then(back.release(broadcast.id())));
        back.stop();

        assertThat(Files.exists(index)).isFalse();
        assertThat(playlist(archive("empty"), broadcast.id())).contains("s0.m4s", "s1.m4s", "s2.m4s");
        Now.done(back.delete(broadcast.id()));
        assertThat(s3.objects("weir/" + broadcast.id())).isZero();
    }

    @Test
    void a_broadcast_that_moved_is_one_recording_though_two_nodes_wrote_it() throws Exception {
        Programs.Broadcast broadcast = broadcast(Duration.ofMinutes(5));
        for (String disk : List.of("first", "second")) {
            ObjectArchive archive = archive(disk);
            java.util.concurrent.CompletableFuture<Void> written = new java.util.concurrent.CompletableFuture<>();
            RecordingWriter writer = archive.writer(broadcast, () -> written.complete(null));
            new RealProgram(2).feed(writer, Instant.parse("2027-01-31T20:00:00Z"));
            writer.end();
            written.orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join();
            Now.done(archive.start());
            Now.done(archive.settle(broadcast.id()));
            archive.stop();
        }

        String playlist = playlist(archive("none"), broadcast.id());

        assertThat(playlist.split("#EXT-X-DISCONTINUITY", -1)).hasSize(2);
        assertThat(playlist.split("#EXT-X-MAP", -1)).hasSize(3);
        assertThat(playlist(archive("second"), broadcast.id())).isEqualTo(playlist);
    }

    @Test
    void a_broadcast_that_comes_back_while_its_beginning_is_carried_away_loses_nothing() throws Exception {
        Programs.Broadcast broadcast = broadcast(Duration.ofMinutes(5));
        ObjectArchive archive = archive("back");
        for (int time = 0; time < 2; time++) {
            java.util.concurrent.CompletableFuture<Void> written = new java.util.concurrent.CompletableFuture<>();
            RecordingWriter writer = archive.writer(broadcast, () -> written.complete(null));
            new RealProgram(2).feed(writer, Instant.parse("2027-01-31T20:00:00Z"));
            archive.begin(broadcast.id());
            if (time == 1) {
                Path index =
                        home.resolve("back").resolve(broadcast.id().toString()).resolve("index");
                eventually(() -> assertThat(index).content().containsPattern("(?s)run.*run"));
                Now.done(archive.release(broadcast.id())); // by the first time's end, which comes late
            }
            writer.end();
            written.orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join();
        }
        Now.done(archive.start());
        Now.done(archive.settle(broadcast.id()).then(archive.release(broadcast.id())));
        archive.stop();

        assertThat(Files.exists(home.resolve("back").resolve(broadcast.id().toString())))
                .isFalse();
        assertThat(playlist(archive("none"), broadcast.id()).split("#EXT-X-MAP", -1))
                .hasSize(3);
    }
}
