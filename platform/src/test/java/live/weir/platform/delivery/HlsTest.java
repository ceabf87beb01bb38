package live.weir.platform.delivery;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import live.weir.bridge.hls.Reply;
import live.weir.bridge.hls.SyntheticProgram;
import live.weir.bridge.hls.Wanted;
import live.weir.platform.channel.Visibility;
import live.weir.platform.conformance.HlsConformance;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.infrastructure.cluster.NodeId;
import live.weir.platform.stage.StageNeighbours;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A program on air, as players, browsers, caches and other nodes get it. */
class HlsTest {

    private static HlsStand stand;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Disposable.Composite feeding = Disposables.composite();
    private final List<OpenProgram> open = new ArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path home;

    @BeforeAll
    static void start() {
        stand = new HlsStand(home);
    }

    @AfterAll
    static void stop() {
        stand.close();
    }

    @AfterEach
    void end() {
        feeding.dispose();
        open.forEach(OpenProgram::abandon);
    }

    private SyntheticProgram onAir(String slug) {
        OpenProgram program = stand.open(slug);
        open.add(program);
        return new SyntheticProgram(program).begin();
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(stand.uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String firstVariant(String multivariant) {
        return multivariant
                .lines()
                .filter(line -> !line.startsWith("#"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_live_program_keeps_every_rule() throws Exception {
        SyntheticProgram program =
                onAir("by-the-rules").segments(10).beginAgain().segments(4);
        feeding.add(Flux.interval(Duration.ofMillis(200)).subscribe(tick -> program.step()));

        List<HlsConformance.Finding> findings = HlsConformance.examine(stand.uri("/hls/by-the-rules/index.m3u8"));

        assertThat(findings).hasSizeGreaterThan(35).allMatch(HlsConformance.Finding::kept);
    }

    @Test
    void an_ended_program_keeps_every_rule() throws Exception {
        onAir("over").segments(3);
        open.get(0).end();

        List<HlsConformance.Finding> findings = HlsConformance.examine(stand.uri("/hls/over/index.m3u8"));

        assertThat(findings).hasSizeGreaterThan(15).allMatch(HlsConformance.Finding::kept);
    }

    @Test
    void answers_say_to_caches_and_browsers_what_they_may_do() throws Exception {
        onAir("for-caches").segments(1);
        String variant = firstVariant(get("/hls/for-caches/index.m3u8").body());
        String folder = "/hls/for-caches/" + variant.substring(0, variant.lastIndexOf('/') + 1);

        HttpResponse<String> part = get(folder + "p0.m4s");
        HttpResponse<String> playlist = get(folder + "index.m3u8", "Accept-Encoding", "gzip");

        assertThat(part.headers().map())
                .containsEntry("content-type", List.of("video/mp4"))
                .containsEntry("cache-control", List.of("public, max-age=3600, immutable"))
                .containsEntry("access-control-allow-origin", List.of("*"))
                .containsEntry("content-length", List.of("200"));
        assertThat(playlist.headers().map())
                .containsEntry("content-type", List.of("application/vnd.apple.mpegurl"))
                .containsEntry("content-encoding", List.of("gzip"))
                .containsEntry("cache-control", List.of("public, max-age=1"))
                .containsEntry("vary", List.of("accept-encoding"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/hls/no-such-channel/index.m3u8",
                "/hls/off-air/index.m3u8",
                "/hls/off-air/../../api/v1/live",
                "/hls/off-air/%2e%2e/secrets",
                "/hls/off-air",
                "/hls//index.m3u8",
                "/hls/off-air/~/index.m3u8/.."
            })
    void what_is_not_on_air_is_a_problem_of_its_own(String path) throws Exception {
        stand.channel("off-air", Visibility.PUBLIC);
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isIn(404, 403);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(answer.body()).startsWith("{\"type\":\"urn:weir:problem:");
    }

    @Test
    void a_private_channel_shows_itself_by_signed_addresses_alone() throws Exception {
        SyntheticProgram program = onAir("behind-doors").segments(1);
        stand.channel("behind-doors", Visibility.PRIVATE);
        eventually(() ->
                assertThat(get("/hls/behind-doors/index.m3u8").statusCode()).isEqualTo(404));

        HttpResponse<String> redirect =
                get("/hls/behind-doors/index.m3u8", "Authorization", "Bearer " + HlsStand.TOKEN);
        assertThat(redirect.statusCode()).isEqualTo(302);
        String location = redirect.headers().firstValue("location").orElseThrow();
        String signed = "/hls/behind-doors/" + location;
        String variant = firstVariant(get(signed).body());
        String playlist = signed.substring(0, signed.lastIndexOf('/') + 1) + variant;

        assertThat(get(playlist).body()).contains("p6.m4s");
        assertThat(get(playlist.replaceFirst("~[^/]*/", "")).statusCode()).isEqualTo(404);
        assertThat(get(playlist.replaceFirst("~.", "~z")).statusCode()).isEqualTo(403);
        assertThat(get(playlist.replaceFirst("behind-doors", "by-the-rules")).statusCode())
                .isIn(403, 404);
        assertThat(get("/hls/behind-doors/index.m3u8", "Authorization", "Bearer wvp_forged")
                        .statusCode())
                .isEqualTo(404);
        program.step();
    }

    @Test
    void the_newest_picture_is_served() throws Exception {
        onAir("pictured");
        open.get(0).picture(Unpooled.copiedBuffer("jpeg", StandardCharsets.US_ASCII));

        HttpResponse<String> picture = get("/hls/pictured/picture.jpg");

        assertThat(picture.body()).isEqualTo("jpeg");
        assertThat(picture.headers().firstValue("content-type")).hasValue("image/jpeg");
    }

    @Test
    void a_thousand_who_wait_are_answered_together() throws Exception {
        SyntheticProgram program = onAir("crowded").segments(1);
        String variant = firstVariant(get("/hls/crowded/index.m3u8").body());
        URI reload = stand.uri("/hls/crowded/" + variant + "?_HLS_msn=1&_HLS_part=1");
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        for (int player = 0; player < 300; player++) {
            waiting.add(http.sendAsync(HttpRequest.newBuilder(reload).build(), HttpResponse.BodyHandlers.ofString()));
        }
        eventually(() -> assertThat(stand.waiting()).isEqualTo(300));

        program.step();

        for (CompletableFuture<HttpResponse<String>> answer : waiting) {
            assertThat(answer.get(10, TimeUnit.SECONDS).body()).contains("p7.m4s");
        }
    }

    @Test
    void a_playlist_waits_for_the_next_owner_of_a_broadcast_and_goes_on_under_its_address() throws Exception {
        Instant startedAt = Instant.now();
        OpenProgram first = stand.open("moving", startedAt, startedAt);
        new SyntheticProgram(first).begin().segments(2);
        String variant =
                "/hls/moving/" + firstVariant(get("/hls/moving/index.m3u8").body());
        CompletableFuture<HttpResponse<String>> blocked = ask(variant + "?_HLS_msn=2&_HLS_part=1&_HLS_skip=YES");
        eventually(() -> assertThat(stand.waiting()).isEqualTo(1));

        first.abandon();
        CompletableFuture<HttpResponse<String>> cold = ask("/hls/moving/index.m3u8");
        assertThat(get(variant.replace("index.m3u8", "p3.m4s")).statusCode()).isEqualTo(404);
        OpenProgram second = stand.open("moving", startedAt, startedAt.plusSeconds(60));
        open.add(second);
        new SyntheticProgram(second).begin().segments(1);

        HttpResponse<String> goesOn = blocked.get(10, TimeUnit.SECONDS);
        assertThat(goesOn.body())
                .contains("#EXT-X-MEDIA-SEQUENCE:42\n")
                .contains("#EXT-X-DISCONTINUITY-SEQUENCE:42\n")
                .contains("#EXT-X-MAP:URI=\"init42.mp4\"\n");
        assertThat(goesOn.headers().firstValue("cache-control")).hasValue("public, max-age=1");
        assertThat("/hls/moving/" + firstVariant(cold.get(10, TimeUnit.SECONDS).body()))
                .isEqualTo(variant);
        assertThat(get(variant.replace("index.m3u8", "init42.mp4")).statusCode())
                .isEqualTo(200);
        assertThat(get(variant.replace("index.m3u8", "s0.m4s")).statusCode()).isEqualTo(404);
    }

    @Test
    void who_waits_for_another_owner_is_told_when_the_broadcast_is_over_or_to_come_back() throws Exception {
        OpenProgram left = stand.open("leaving", Instant.now(), Instant.now());
        new SyntheticProgram(left).begin().segments(1);
        left.abandon();

        HttpResponse<String> between = ask("/hls/leaving/index.m3u8").get(20, TimeUnit.SECONDS);
        stand.isOffAir("leaving");

        assertThat(between.statusCode()).isEqualTo(503);
        assertThat(between.headers().firstValue("retry-after")).hasValue("1");
        eventually(() -> assertThat(get("/hls/leaving/index.m3u8").statusCode()).isEqualTo(404));
    }

    private CompletableFuture<HttpResponse<String>> ask(String path) {
        return http.sendAsync(HttpRequest.newBuilder(stand.uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void requests_sent_ahead_are_answered_in_their_order() throws Exception {
        onAir("ahead").segments(1);
        String variant = firstVariant(get("/hls/ahead/index.m3u8").body());
        String folder = "/hls/ahead/" + variant.substring(0, variant.lastIndexOf('/') + 1);
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(stand.base()).getPort())) {
            socket.setSoTimeout(10_000);
            StringBuilder requests = new StringBuilder();
            for (String path : List.of(folder + "init0.mp4", "/elsewhere", folder + "p0.m4s", "/hls/ahead/nothing")) {
                requests.append("GET ").append(path).append(" HTTP/1.1\r\nHost: x\r\n\r\n");
            }
            requests.append("GET ").append(folder).append("p1.m4s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            socket.getOutputStream().write(requests.toString().getBytes(StandardCharsets.US_ASCII));
            String all = readAll(socket);

            assertThat(all.split("HTTP/1.1 ", -1)).hasSize(6);
            assertThat(all)
                    .containsSubsequence("ftyp moov v720", "elsewhere", "moof", "urn:weir:problem:not-found", "moof");
        }
    }

    private static void release(@Nullable Reply reply) {
        if (reply != null) {
            reply.release();
        }
    }

    private static String readAll(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void another_node_fetches_each_object_once_however_many_wait_for_it() throws Exception {
        SyntheticProgram program = onAir("elsewhere").segments(1);
        String variant = firstVariant(get("/hls/elsewhere/index.m3u8").body());
        Cache<String, Reply> fetched = Caffeine.newBuilder()
                .removalListener((@Nullable String name, @Nullable Reply reply, RemovalCause cause) -> release(reply))
                .executor(Runnable::run)
                .build();
        RemoteProgram remote = new RemoteProgram(
                stand.channel("elsewhere", Visibility.PUBLIC),
                new StageNeighbours.Neighbour(new NodeId("neighbour"), URI.create(stand.base()), 1),
                new Unguarded(),
                stand.tokens(),
                reactor.netty.http.client.HttpClient.create(),
                fetched);
        List<CompletableFuture<String>> waiting = new ArrayList<>();
        for (int player = 0; player < 50; player++) {
            CompletableFuture<String> answer = new CompletableFuture<>();
            waiting.add(answer);
            remote.ask(
                    Wanted.of(variant, "_HLS_msn=1&_HLS_part=1", false),
                    Runnable::run,
                    reply -> answer.complete(text(reply)));
        }
        eventually(() -> assertThat(stand.waiting()).isEqualTo(1));

        program.step();

        for (CompletableFuture<String> answer : waiting) {
            assertThat(answer.get(10, TimeUnit.SECONDS)).contains("p7.m4s");
        }
        fetched.invalidateAll();
    }

    private static String text(Reply reply) {
        StringBuilder text = new StringBuilder();
        reply.body().forEach(piece -> text.append(piece.toString(StandardCharsets.UTF_8)));
        reply.release();
        return text.toString();
    }

    static final class Unguarded implements StageNeighbours {

        @Override
        public Mono<Neighbour> ownerOf(ChannelId channel) {
            return Mono.empty();
        }

        @Override
        public boolean isHere(ChannelId channel) {
            return false;
        }

        @Override
        public <T> Mono<T> call(Neighbour neighbour, Mono<T> call) {
            return call;
        }

        @Override
        public void forget(ChannelId channel) {}
    }
}
