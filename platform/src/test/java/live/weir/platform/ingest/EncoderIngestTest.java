package live.weir.platform.ingest;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import live.weir.bridge.ingest.FilmPublisher;
import live.weir.platform.testing.OneBrowserAtATime;
import live.weir.platform.testing.TestNode;
import live.weir.platform.testing.TestServers;
import live.weir.testing.InstalledChromium;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** FFmpeg's clients for RTMP and SRT and a whole node: from the stream key to a viewer by WHEP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OneBrowserAtATime.class)
@SuppressWarnings("NullAway.Init")
class EncoderIngestTest {

    private static final Duration LATENCY = Duration.ofSeconds(1);

    private TestNode node;
    private String token;
    private String key;
    private String server;
    private int srt;

    @BeforeAll
    void start() {
        TestServers servers = TestServers.shared();
        node = TestNode.start(
                servers.freshPostgresUrl(),
                servers.freshRedisUrl(),
                "--weir.home=" + Path.of("target/test-home-rtmp").toAbsolutePath(),
                "--weir.program.enabled=false",
                "--weir.srt.enabled=true",
                "--weir.srt.port=0",
                "--weir.stage.grace=2s");
        node.register("olga");
        token = node.signIn("olga");
        node.createChannel(token, "olga", "Olga, by OBS");
        node.createChannel(token, "other", "Another");
        key = node.streamKey(token, "olga");
        server = "rtmp://127.0.0.1:" + node.bean(RtmpIngest.class).port().orElseThrow() + "/live";
        srt = node.bean(SrtIngest.class).port().orElseThrow();
    }

    @AfterAll
    void stop() {
        node.close();
    }

    private String live() {
        return String.valueOf(
                node.get("/api/v1/live").expectBody(String.class).returnResult().getResponseBody());
    }

    @Test
    void an_encoder_with_a_stream_key_is_on_air_is_watched_by_whep_and_is_off_air_when_it_goes() throws Exception {
        try (FilmPublisher encoder = FilmPublisher.rtmp(server + "/" + key, "b-frames.flv")) {
            eventually(() ->
                    assertThat(live()).as(String.valueOf(encoder.failure())).contains("\"olga\""));
            InstalledChromium.assume();
            try (WhepViewer viewer = WhepViewer.watch(node.base(), "olga")) {
                viewer.awaitDecoded(40, 48_000);
            }
            assertThat(encoder.failure()).isEmpty();
            try (FilmPublisher second = FilmPublisher.rtmp(server + "/olga/" + key, "plain.flv")) {
                eventually(() -> assertThat(encoder.failure())
                        .as("whose place was taken")
                        .isPresent());
                assertThat(second.failure()).isEmpty();
                assertThat(live()).contains("\"olga\"");
            }
        }
        eventually(() -> assertThat(live()).doesNotContain("\"olga\""));
    }

    @Test
    void an_encoder_that_speaks_srt_is_on_air_takes_the_place_of_one_by_rtmp_and_hears_when_its_key_is_not_good()
            throws Exception {
        String another = node.streamKey(token, "other");
        try (FilmPublisher before = FilmPublisher.rtmp(server + "/" + another, "plain.flv")) {
            eventually(() ->
                    assertThat(live()).as(String.valueOf(before.failure())).contains("\"other\""));
            try (FilmPublisher encoder =
                    FilmPublisher.srt(srt, "#!::r=other,m=publish,u=" + another, LATENCY, "plain.flv")) {
                eventually(() ->
                        assertThat(before.failure()).as("whose place was taken").isPresent());
                assertThat(encoder.failure()).isEmpty();
                assertThat(live()).contains("\"other\"");
            }
        }
        eventually(() -> assertThat(live()).doesNotContain("\"other\""));
        for (String id : new String[] {"wk_wrong", "#!::r=other,m=request,u=" + another, "olga?key=" + another}) {
            try (FilmPublisher encoder = FilmPublisher.srt(srt, id, LATENCY, "plain.flv")) {
                eventually(() -> assertThat(encoder.failure()).as(id).isPresent());
                assertThat(encoder.sent()).isZero();
            }
        }
        node.get("/actuator/prometheus")
                .expectBody(String.class)
                .value(text -> assertThat(text)
                        .contains("weir_srt_ended_total{end=\"refused\"}")
                        .doesNotContain("weir_srt_ended_total{end=\"refused\"} 0.0"));
    }

    @Test
    void a_wrong_key_and_a_key_of_another_channel_are_refused() throws Exception {
        for (String name : new String[] {"wk_wrong", "other?key=" + key, "olga"}) {
            try (FilmPublisher encoder = FilmPublisher.rtmp(server + "/" + name, "plain.flv")) {
                eventually(() -> assertThat(encoder.failure()).as(name).isPresent());
                assertThat(encoder.sent()).isZero();
            }
        }
    }

    @Test
    void who_sets_an_encoder_up_is_told_where_to() {
        node.as(token)
                .get()
                .uri("/api/v1/ingest")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.rtmp")
                .isEqualTo(server)
                .jsonPath("$.srt")
                .isEqualTo("srt://127.0.0.1:" + srt);
    }
}
