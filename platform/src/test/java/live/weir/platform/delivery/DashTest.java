package live.weir.platform.delivery;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import live.weir.bridge.hls.Reply;
import live.weir.bridge.hls.Sequel;
import live.weir.bridge.hls.SyntheticProgram;
import live.weir.bridge.hls.Wanted;
import live.weir.platform.channel.Visibility;
import live.weir.platform.conformance.DashConformance;
import live.weir.platform.conformance.HlsConformance.Finding;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.infrastructure.cluster.NodeId;
import live.weir.platform.stage.StageNeighbours;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A program on air as players of DASH, caches and other nodes get it. */
class DashTest {

    private static HlsStand stand;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Disposable.Composite feeding = Disposables.composite();
    private final List<OpenProgram> open = new ArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static java.nio.file.Path home;

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

    private SyntheticProgram onAir(String slug, Instant origin) {
        OpenProgram program = stand.open(slug);
        open.add(program);
        return new SyntheticProgram(program).beginAt(origin);
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(stand.uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The address of a rung's segment. */
    private String segment(String slug, int msn) throws Exception {
        return "/hls/" + slug + "/"
                + get("/hls/" + slug + "/manifest.mpd").body().replaceFirst("(?s).*?media=\"([^\"$]+)\\$.*", "$1") + msn
                + ".m4s";
    }

    @Test
    void a_live_program_keeps_every_rule() throws Exception {
        Instant now = Instant.now();
        SyntheticProgram program = onAir("live", now.minusSeconds(30))
                .steps(31)
                .beginAt(now.minusSeconds(10))
                .steps(30);
        feeding.add(Flux.interval(Duration.ofNanos(333_333_333)).subscribe(tick -> program.step()));

        List<Finding> findings = DashConformance.examine(stand.uri("/hls/live/manifest.mpd"));

        assertThat(findings).hasSizeGreaterThan(30).allMatch(Finding::kept);
    }

    @Test
    void an_ended_program_keeps_every_rule() throws Exception {
        onAir("ended", Instant.now())
                .segments(3)
                .beginAt(Instant.now().plusSeconds(9))
                .segments(2);
        open.get(0).end();

        List<Finding> findings = DashConformance.examine(stand.uri("/hls/ended/manifest.mpd"));

        assertThat(findings).hasSizeGreaterThan(20).allMatch(Finding::kept);
    }

    @Test
    void the_segment_that_is_made_comes_chunk_by_chunk() throws Exception {
        SyntheticProgram program = onAir("chunked", Instant.now()).segments(1);
        String path = segment("chunked", 1);
        try (Socket socket = connect()) {
            ask(socket, path, "HTTP/1.1");
            String head = readUntil(socket, "\r\n\r\n");
            assertThat(head).contains("transfer-encoding: chunked").doesNotContain("content-length");
            assertThat(readUntil(socket, "moof")).isNotEmpty();

            program.step();
            assertThat(readUntil(socket, "moof")).isNotEmpty();
            program.steps(5);
            readUntil(socket, "\r\n0\r\n\r\n");

            ask(socket, path, "HTTP/1.1"); // the connection goes on
            assertThat(readUntil(socket, "\r\n\r\n")).contains("content-length: 1200");
        }
    }

    @Test
    void what_is_never_finished_ends_without_an_end() throws Exception {
        onAir("broken", Instant.now()).segments(1);
        try (Socket socket = connect()) {
            ask(socket, segment("broken", 1), "HTTP/1.1");
            readUntil(socket, "moof");

            open.get(0).abandon();

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("\r\n0\r\n");
        }
    }

    @Test
    void who_speaks_http_of_old_gets_the_segment_when_it_is_whole() throws Exception {
        SyntheticProgram program = onAir("old", Instant.now()).segments(1);
        try (Socket socket = connect()) {
            ask(socket, segment("old", 1), "HTTP/1.0");
            eventually(() -> assertThat(stand.waiting()).isEqualTo(1));

            program.steps(6);

            assertThat(readUntil(socket, "\r\n\r\n")).contains("content-length: 1200");
        }
    }

    @Test
    void a_private_channel_leads_to_a_signed_manifest() throws Exception {
        onAir("hidden", Instant.now()).segments(1);
        stand.channel("hidden", Visibility.PRIVATE);
        eventually(
                () -> assertThat(get("/hls/hidden/manifest.mpd").statusCode()).isEqualTo(404));

        HttpResponse<String> redirect = get("/hls/hidden/manifest.mpd", "Authorization", "Bearer " + HlsStand.TOKEN);

        assertThat(redirect.statusCode()).isEqualTo(302);
        String signed =
                "/hls/hidden/" + redirect.headers().firstValue("location").orElseThrow();
        assertThat(get(signed).body()).contains("clock.txt");
        String folder = signed.substring(0, signed.lastIndexOf('/') + 1);
        assertThat(Instant.parse(get(folder + "clock.txt").body()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
        assertThat(get("/hls/hidden/clock.txt").statusCode()).isEqualTo(404);
    }

    @Test
    void another_node_hands_on_what_comes_to_all_who_ask_and_fetches_it_once() throws Exception {
        SyntheticProgram program = onAir("afar", Instant.now()).segments(1);
        String path = segment("afar", 1).substring("/hls/afar/".length());
        double served = stand.served();
        Cache<String, Reply> fetched = Caffeine.newBuilder()
                .removalListener((@Nullable String name, @Nullable Reply reply, RemovalCause cause) -> release(reply))
                .executor(Runnable::run)
                .build();
        RemoteProgram remote = new RemoteProgram(
                stand.channel("afar", Visibility.PUBLIC),
                new StageNeighbours.Neighbour(new NodeId("neighbour"), URI.create(stand.base()), 1),
                new Unguarded(),
                stand.tokens(),
                reactor.netty.http.client.HttpClient.create(),
                fetched);
        List<Reading> readers = new ArrayList<>();
        for (int reader = 0; reader < 20; reader++) {
            readers.add(new Reading(remote, path, reader != 7));
        }
        eventually(() -> assertThat(readers).allMatch(reader -> reader.length() >= 200));

        program.step();
        eventually(() -> assertThat(readers).allMatch(reader -> reader.left() || reader.length() >= 400));
        assertThat(readers).noneMatch(reader -> reader.last() == Sequel.Kind.END);
        program.steps(5);

        eventually(() -> assertThat(readers)
                .allMatch(reader -> reader.left() || (reader.last() == Sequel.Kind.END && reader.length() == 1_200)));
        assertThat(stand.served() - served).isEqualTo(1);
        eventually(() -> assertThat(fetched.estimatedSize()).isEqualTo(1));
        fetched.invalidateAll();
    }

    private static void release(@Nullable Reply reply) {
        if (reply != null) {
            reply.release();
        }
    }

    private static Socket connect() throws Exception {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(stand.base()).getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void ask(Socket socket, String path, String version) throws Exception {
        socket.getOutputStream()
                .write(("GET " + path + " " + version + "\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static String readUntil(Socket socket, String end) throws Exception {
        StringBuilder read = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (read.indexOf(end) < 0) {
            int next = in.read();
            assertThat(next).as(read.toString()).isNotNegative();
            read.append((char) next);
        }
        return read.toString();
    }

    /** Somebody who takes a segment as it comes, or leaves after its beginning. */
    private static final class Reading {

        private final List<Integer> lengths = new CopyOnWriteArrayList<>();
        private final boolean stays;
        private volatile Sequel.@Nullable Kind last;

        Reading(RemoteProgram program, String path, boolean stays) {
            this.stays = stays;
            program.ask(Wanted.of(path, null, false), Runnable::run, this::begun);
        }

        private void begun(Reply reply) {
            Sequel sequel = reply.sequel();
            if (sequel == null) {
                lengths.add(reply.length());
                last = Sequel.Kind.END;
                reply.release();
                return;
            }
            take(new Sequel.Step(Sequel.Kind.MORE, reply.body()));
            goOn(sequel);
        }

        private void goOn(Sequel sequel) {
            if (!stays && length() > 0) {
                sequel.leave();
                return;
            }
            sequel.next(step -> {
                take(step);
                if (step.isLast()) {
                    last = step.kind();
                } else {
                    goOn(sequel);
                }
            });
        }

        private void take(Sequel.Step step) {
            step.body().forEach(piece -> lengths.add(piece.readableBytes()));
            step.release();
        }

        int length() {
            return lengths.stream().mapToInt(Integer::intValue).sum();
        }

        boolean left() {
            return !stays;
        }

        Sequel.@Nullable Kind last() {
            return last;
        }
    }

    private static final class Unguarded implements StageNeighbours {

        @Override
        public boolean isHere(ChannelId channel) {
            return false;
        }

        @Override
        public Mono<Neighbour> ownerOf(ChannelId channel) {
            return Mono.empty();
        }

        @Override
        public <T> Mono<T> call(Neighbour neighbour, Mono<T> call) {
            return call;
        }

        @Override
        public void forget(ChannelId channel) {}
    }
}
