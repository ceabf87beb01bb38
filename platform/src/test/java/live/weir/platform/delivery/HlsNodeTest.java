package live.weir.platform.delivery;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import live.weir.bridge.hls.SyntheticProgram;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.conformance.DashConformance;
import live.weir.platform.conformance.HlsConformance.Finding;
import live.weir.platform.testing.CdnHook;
import live.weir.platform.testing.TestNode;
import live.weir.platform.testing.TestServers;
import live.weir.testing.Now;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole node puts a program on air, and shows its recording when it is over. */
class HlsNodeTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static java.nio.file.Path home;

    private static final CdnHook cdn = new CdnHook();
    private static TestNode node;
    private static String token;

    @BeforeAll
    static void start() {
        TestServers servers = TestServers.shared();
        node = TestNode.start(
                servers.freshPostgresUrl(),
                servers.freshRedisUrl(),
                "--weir.home=" + home,
                "--weir.delivery.purge.url=" + cdn.url());
        node.register("river");
        token = node.signIn("river");
        node.createChannel(token, "river", "River");
    }

    @AfterAll
    static void stop() {
        node.close();
        cdn.close();
    }

    @Test
    void a_broadcast_is_watched_and_then_leaves_a_recording() throws Exception {
        node.get("/hls/river/index.m3u8").expectStatus().isNotFound();
        UUID broadcast = UUID.randomUUID();
        Instant now = Instant.now();
        OpenProgram program = node.bean(Programs.class)
                .open(new Programs.Broadcast(
                        broadcast,
                        Now.now(node.bean(ChannelService.class).bySlug("river")).id(),
                        "river",
                        now,
                        now));
        eventually(() -> node.get("/api/v1/recordings/" + broadcast)
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("recording"));
        SyntheticProgram maker = new SyntheticProgram(program).begin().segments(3);

        assertThat(body("/hls/river/index.m3u8")).contains("v720");
        behindAnother(maker, program);
        eventually(() -> node.get("/api/v1/recordings/" + broadcast)
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("ready"));
        node.get("/api/v1/channels/river/recordings")
                .expectBody()
                .jsonPath("$.items[0].playlist")
                .isEqualTo("/vod/" + broadcast + "/index.m3u8");
        assertThat(DashConformance.examine(URI.create(node.base() + "/vod/" + broadcast + "/manifest.mpd")))
                .hasSizeGreaterThan(20)
                .allMatch(Finding::kept);
        eventually(() -> assertThat(body("/vod/" + broadcast + "/v720/index.m3u8"))
                .contains("r0s2.m4s")
                .endsWith("#EXT-X-ENDLIST\n"));
        node.as(token)
                .patch()
                .uri("/api/v1/recordings/" + broadcast)
                .bodyValue(Map.of("title", "An evening", "startMs", 2_000))
                .exchange()
                .expectBody()
                .jsonPath("$.title")
                .isEqualTo("An evening");
        assertThat(body("/vod/" + broadcast + "/v720/index.m3u8")).doesNotContain("r0s0.m4s");
        node.as(token)
                .patch()
                .uri("/api/v1/channels/river")
                .header("Content-Type", "application/merge-patch+json")
                .bodyValue("{\"visibility\":\"private\"}")
                .exchange()
                .expectStatus()
                .isOk();
        node.as(token)
                .delete()
                .uri("/api/v1/recordings/" + broadcast)
                .exchange()
                .expectStatus()
                .isNoContent();
        node.get("/vod/" + broadcast + "/index.m3u8").expectStatus().isNotFound();
        node.as(token)
                .delete()
                .uri("/api/v1/channels/river")
                .exchange()
                .expectStatus()
                .isNoContent();
        String recording = "\"prefixes\":[\"/vod/" + broadcast + "/\"]}";
        String channel = "\"prefixes\":[\"/hls/river/\"]}";
        eventually(() -> assertThat(cdn.told())
                .contains(
                        "{\"reason\":\"recording-changed\"," + recording,
                        "{\"reason\":\"channel-private\"," + channel,
                        "{\"reason\":\"channel-private\"," + recording,
                        "{\"reason\":\"recording-deleted\"," + recording,
                        "{\"reason\":\"channel-deleted\"," + channel));
    }

    /** A request behind another goes through the server: there too the segment that is made comes as it is made. */
    private static void behindAnother(SyntheticProgram maker, OpenProgram program) throws Exception {
        String folder = body("/hls/river/manifest.mpd").replaceFirst("(?s).*?media=\"([^\"$]+)\\$.*", "$1");
        URI base = URI.create(node.base());
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(10_000);
            String requests = "GET /api/v1/live HTTP/1.1\r\nHost: x\r\n\r\nGET /hls/river/" + folder
                    + "3.m4s HTTP/1.1\r\nHost: x\r\n\r\n";
            socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            assertThat(readUntil(in, "moof")).contains("nextCursor", "transfer-encoding: chunked");
            maker.step();
            program.end();
            assertThat(readUntil(in, "\r\n0\r\n\r\n").split("moof", -1)).hasSize(2);
        }
    }

    private static String readUntil(InputStream in, String end) throws Exception {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(end) < 0) {
            int next = in.read();
            assertThat(next).as(read.toString()).isNotNegative();
            read.append((char) next);
        }
        return read.toString();
    }

    private static String body(String path) {
        String body = node.get(path).expectBody(String.class).returnResult().getResponseBody();
        return body == null ? "" : body;
    }
}
