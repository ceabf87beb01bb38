package live.weir.platform.program;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import live.weir.bridge.transcode.ProgramMaker;
import live.weir.bridge.transcode.demo.DemoListener;
import live.weir.bridge.transcode.demo.DemoPerformer;
import live.weir.bridge.transcode.demo.Directions;
import live.weir.platform.conformance.DashConformance;
import live.weir.platform.conformance.HlsConformance.Finding;
import live.weir.platform.program.PlaylistReader.Media;
import live.weir.platform.testing.OneBrowserAtATime;
import live.weir.platform.testing.TestNode;
import live.weir.platform.testing.TestServers;
import live.weir.testing.InstalledChromium;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/**
 * One broadcast as its large audience sees it, from the first picture to the recording, through everything that goes wrong on the
 * way: the whole node, an encoder that publishes by WHIP, FFmpeg, and a browser. Each chapter goes on where the one before it ended.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(OneBrowserAtATime.class)
@SuppressWarnings("NullAway.Init")
class LargeAudienceBrowserTest {

    private static final Path HOME = Path.of("target/test-home-program").toAbsolutePath();
    private static final DemoListener NOBODY = new DemoListener() {
        @Override
        public void onAir(String details) {}

        @Override
        public void offAir(String reason) {}

        @Override
        public void complained(String line) {}
    };

    private TestNode node;
    private String token;
    private String key;
    private PlaylistReader playlists;
    private DemoPerformer performer;
    private HostSeat host;

    @Nullable
    private HlsViewer dash;

    @BeforeAll
    void goLive() throws Exception {
        TestServers servers = TestServers.shared();
        node = TestNode.start(
                servers.freshPostgresUrl(),
                servers.freshRedisUrl(),
                "--weir.home=" + HOME,
                "--weir.program.enabled=true",
                "--weir.program.ladder=360,240",
                "--weir.program.pictures=1s",
                "--weir.delivery.encryption.channels=private",
                "--weir.delivery.encryption.rotation=2s",
                "--weir.stage.grace=60s");
        node.register("ada");
        token = node.signIn("ada");
        node.createChannel(token, "ada", "Ada paints");
        key = node.streamKey(token, "ada");
        playlists = new PlaylistReader(URI.create(node.base() + "/hls/ada/index.m3u8"));
        host = new HostSeat(URI.create(node.base().replace("http", "ws") + "/ws/stage/ada"), token);
        perform();
    }

    private void perform() {
        performer = DemoPerformer.start(
                new Directions(URI.create(node.base() + "/whip/ada"), key, 640, 30),
                HOME.resolve("runtime").resolve("ffmpeg"),
                NOBODY);
    }

    @AfterAll
    void goHome() {
        Stream.of(dash, performer, host, node).filter(Objects::nonNull).forEach(LargeAudienceBrowserTest::close);
    }

    private static void close(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private long newestSegment() throws Exception {
        return playlists.media().newestSegment();
    }

    private void awaitSegmentsAfter(long newest, int more) throws Exception {
        eventually(() -> assertThat(newestSegment()).isGreaterThanOrEqualTo(newest + more));
    }

    @Test
    @Order(1)
    void with_the_first_pictures_comes_a_playlist_in_every_quality_and_everybody_is_told() throws Exception {
        eventually(() -> assertThat(playlists.multivariant()).contains("640x360", "426x240", "mp4a.40.2"));
        eventually(() -> assertThat(playlists.media().hasParts()).isTrue());
        host.await("\"hls\":\"/hls/ada/index.m3u8\"");
        host.await("\"picture\":\"/hls/ada/picture.jpg\"");
        eventually(() -> node.get("/api/v1/channels/ada")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.hls")
                .isEqualTo("/hls/ada/index.m3u8")
                .jsonPath("$.picture")
                .isEqualTo("/hls/ada/picture.jpg"));
        eventually(() -> node.get("/api/v1/live")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items[0].picture")
                .isEqualTo("/hls/ada/picture.jpg"));
        node.get("/hls/ada/picture.jpg").expectStatus().isOk().expectHeader().contentType("image/jpeg");
    }

    @Test
    @Order(2)
    void a_browser_shows_it() throws Exception {
        InstalledChromium.assume();
        try (HlsViewer viewer = HlsViewer.open(node.base() + "/hls/ada/index.m3u8")) {
            viewer.awaitClocks(30);
            assertThat(viewer.height()).isIn(360, 240);
        }
    }

    @Test
    @Order(3)
    void a_channel_that_becomes_private_is_encrypted_and_a_browser_with_its_address_shows_it() throws Exception {
        InstalledChromium.assume();
        show("private");
        PlaylistReader signed = new PlaylistReader(URI.create(node.base() + address()));
        eventually(() -> assertThat(keys(signed.media().text())).hasSizeGreaterThanOrEqualTo(2));
        try (HlsViewer viewer = HlsViewer.open(node.base() + address())) {
            viewer.awaitClocks(30);
            Set<String> before = keys(signed.media().text());
            eventually(() -> assertThat(keys(signed.media().text())).hasSizeGreaterThanOrEqualTo(before.size() + 2));
            viewer.awaitNewClocks(60);
            assertThat(viewer.errors())
                    .noneMatch(error -> String.valueOf(error).matches("(key|fragDecrypt|fragParsing).*"));
        }
        String key = keys(signed.media().text()).iterator().next();
        String folder = signed.rung().resolve("..").toString();
        assertThat(status(folder + key)).isEqualTo(200);
        assertThat(status(folder.replaceFirst("~[^/]*/", "") + key)).isEqualTo(404);
        assertThat(status(folder.replaceFirst("~.", "~z") + key)).isEqualTo(403);

        show("public");
        eventually(() -> assertThat(playlists.media().text()).contains("#EXT-X-KEY:METHOD=NONE"));
    }

    private void show(String visibility) {
        node.as(token)
                .patch()
                .uri("/api/v1/channels/ada")
                .header("Content-Type", "application/merge-patch+json")
                .bodyValue("{\"visibility\":\"" + visibility + "\"}")
                .exchange()
                .expectStatus()
                .isOk();
    }

    private String address() {
        return String.valueOf(Objects.requireNonNull(node.as(token)
                        .post()
                        .uri("/api/v1/channels/ada/playback")
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody(Map.class)
                        .returnResult()
                        .getResponseBody())
                .get("playlist"));
    }

    private static Set<String> keys(String playlist) {
        return Pattern.compile("URI=\"\\.\\./(k\\d+\\.key)\"")
                .matcher(playlist)
                .results()
                .map(key -> key.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static int status(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    @Order(4)
    void by_dash_it_keeps_every_rule_too() throws Exception {
        eventually(() -> node.get("/hls/ada/manifest.mpd").expectStatus().isOk());
        assertThat(DashConformance.examine(URI.create(node.base() + "/hls/ada/manifest.mpd")))
                .hasSizeGreaterThan(30)
                .allMatch(Finding::kept);
    }

    /** With {@code -Ddash.js=…/dash.all.min.js} by that library, which is not among those that builds can have. */
    @Test
    @Order(4)
    void a_browser_shows_it_by_dash() throws Exception {
        InstalledChromium.assume();
        String library = System.getProperty("dash.js");
        dash = HlsViewer.openDash(node.base() + "/hls/ada/manifest.mpd", library == null ? null : Path.of(library));
        dash.awaitClocks(30);
        assertThat(dash.height()).isIn(360, 240);
        dash.forget();
        dash.awaitClocks(300);
        tell("DASH");
        assertThat(dash.delay()).isLessThan(6_000);
    }

    private void tell(String when) {
        if (dash != null) {
            LoggerFactory.getLogger(LargeAudienceBrowserTest.class)
                    .info("{}: {} ms from glass to glass; {}", when, Math.round(dash.delay()), dash.seen());
        }
    }

    @Test
    @Order(5)
    void another_layout_is_no_interruption() throws Exception {
        long newest = newestSegment();
        long before = playlists.media().discontinuities();
        host.say("{\"type\":\"layout\",\"name\":\"grid\"}");
        host.await("\"layout\":{\"name\":\"grid\"");
        awaitSegmentsAfter(newest, 2);
        assertThat(playlists.media().discontinuities()).isEqualTo(before);
    }

    @Test
    @Order(6)
    void a_worker_that_is_killed_is_a_discontinuity_and_the_program_goes_on() throws Exception {
        long newest = newestSegment();
        long before = playlists.media().discontinuities();
        long pid = node.bean(ProgramMaker.class).running().get(0).vitals().pid().orElseThrow();
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        eventually(() -> assertThat(playlists.media().discontinuities()).isGreaterThan(before));
        awaitSegmentsAfter(newest, 3);
        assertThat(node.bean(ProgramRoster.class).programs()).singleElement().satisfies(program -> {
            assertThat(program.state()).isEqualTo("ON_AIR");
            assertThat(Objects.requireNonNull(program.making()).restarts()).isEqualTo(1);
        });
        if (dash != null) {
            dash.forget();
            dash.awaitClocks(100);
            tell("DASH after another worker took over");
        }
    }

    @Test
    @Order(7)
    void a_performer_who_is_away_leaves_a_slate_and_no_interruption() throws Exception {
        performer.close();
        host.await("\"state\":\"grace\"");
        long newest = newestSegment();
        long before = playlists.media().discontinuities();
        awaitSegmentsAfter(newest, 4);
        perform();
        eventually(() -> assertThat(node.bean(Productions.class).all())
                .singleElement()
                .satisfies(production -> assertThat(
                                Objects.requireNonNull(production.vitals()).sources())
                        .isNotEmpty()));
        awaitSegmentsAfter(newest, 6);
        assertThat(playlists.media().discontinuities()).isEqualTo(before);
        assertThat(playlists.media().isEnded()).isFalse();
    }

    @Test
    @Order(8)
    void the_end_of_the_broadcast_ends_the_playlist_and_leaves_a_recording() throws Exception {
        host.say("{\"type\":\"end\"}");
        host.await("\"state\":\"ended\"");
        eventually(() -> assertThat(playlists.media()).matches(Media::isEnded));
        if (dash != null) {
            dash.awaitNewsOfTheEnd();
            tell("DASH at the end");
        }
        eventually(() -> node.get("/api/v1/channels/ada/recordings")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.items[0].state")
                .isEqualTo("ready"));
        assertThat(node.bean(ProgramRoster.class).programs()).isEqualTo(List.of());
    }

    @Test
    @Order(9)
    void the_recording_is_a_file_of_which_any_range_can_be_had() throws Exception {
        String recordings = new String(bytes("/api/v1/channels/ada/recordings").body(), StandardCharsets.UTF_8);
        String file = recordings.replaceFirst("(?s).*\"(/vod/[^\"]+/video.mp4)\".*", "$1");
        HttpResponse<byte[]> all = bytes(file);
        assertThat(all.statusCode()).isEqualTo(200);
        byte[] whole = all.body();
        String tag = all.headers().firstValue("etag").orElseThrow();
        assertThat(all.headers().firstValueAsLong("content-length")).hasValue(whole.length);

        int middle = whole.length / 3;
        HttpResponse<byte[]> part = bytes(file, "Range", "bytes=" + middle + "-" + (middle + 99_999), "If-Range", tag);
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, middle, middle + 100_000));
        assertThat(part.headers().firstValue("content-range"))
                .hasValue("bytes " + middle + "-" + (middle + 99_999) + "/" + whole.length);
        assertThat(bytes(file, "Range", "bytes=-10").body())
                .isEqualTo(Arrays.copyOfRange(whole, whole.length - 10, whole.length));
        assertThat(bytes(file, "Range", "bytes=" + (whole.length - 7) + "-").body())
                .hasSize(7);

        assertThat(bytes(file, "Range", "bytes=" + whole.length + "-").statusCode())
                .isEqualTo(416);
        for (String useless : List.of("bytes=9-1", "bytes=a-b", "lines=1-2", "bytes=0-1,5-6")) {
            assertThat(bytes(file, "Range", useless).statusCode()).as(useless).isEqualTo(200);
        }
        assertThat(bytes(file, "Range", "bytes=0-9", "If-Range", "\"another\"").statusCode())
                .isEqualTo(200);
    }

    private HttpResponse<byte[]> bytes(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(node.base() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
