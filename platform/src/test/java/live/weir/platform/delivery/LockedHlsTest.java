package live.weir.platform.delivery;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import live.weir.bridge.hls.Reply;
import live.weir.bridge.hls.SyntheticProgram;
import live.weir.bridge.hls.Wanted;
import live.weir.platform.channel.Visibility;
import live.weir.platform.conformance.HlsConformance;
import live.weir.platform.infrastructure.cluster.NodeId;
import live.weir.platform.stage.StageNeighbours.Neighbour;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;

/** Encrypted programs, as players and other nodes get them and their keys: here those of private channels. */
class LockedHlsTest {

    private static final Pattern KEY =
            Pattern.compile("#EXT-X-KEY:METHOD=AES-128,URI=\"\\.\\./([^\"]+)\",IV=0x[0-9a-f]{32}");

    private static HlsStand stand;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Disposable.Swap feeding = Disposables.swap();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path home;

    @BeforeAll
    static void start() {
        stand = new HlsStand(home, new EncryptionSettings(EncryptionSettings.Channels.PRIVATE, Duration.ofSeconds(1)));
    }

    @AfterAll
    static void stop() {
        stand.close();
    }

    @AfterEach
    void end() {
        feeding.dispose();
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(stand.uri(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private String text(String path) throws Exception {
        return new String(get(path).body(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private String signed(String slug) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(stand.uri("/hls/" + slug + "/index.m3u8"))
                .header("Authorization", "Bearer " + HlsStand.TOKEN)
                .build();
        HttpResponse<Void> redirect = http.send(request, HttpResponse.BodyHandlers.discarding());
        return "/hls/" + slug + "/" + redirect.headers().firstValue("location").orElseThrow();
    }

    private static String folder(String address) {
        return address.substring(0, address.lastIndexOf('/') + 1);
    }

    private String media(String index) throws Exception {
        return folder(index)
                + text(index)
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .findFirst()
                        .orElseThrow();
    }

    private static String key(String playlist) {
        Matcher key = KEY.matcher(playlist);
        assertThat(key.find()).isTrue();
        return key.group(1);
    }

    @Test
    void an_encrypted_program_keeps_every_rule_while_its_keys_change() throws Exception {
        stand.channel("vault", Visibility.PRIVATE);
        SyntheticProgram program =
                stand.onAir("vault").segments(10).beginAgain().segments(4);
        feeding.update(Flux.interval(Duration.ofMillis(200)).subscribe(tick -> program.step()));

        List<HlsConformance.Finding> findings = HlsConformance.examine(stand.uri(signed("vault")));

        assertThat(findings).hasSizeGreaterThan(45).allMatch(HlsConformance.Finding::kept);
        assertThat(findings.stream().map(HlsConformance.Finding::rule))
                .contains(
                        "a key is 16 bytes",
                        "a delta has the keys of the whole",
                        "a key comes before all that it locks");
    }

    @Test
    void a_key_is_for_whoever_may_play() throws Exception {
        stand.channel("cellar", Visibility.PRIVATE);
        stand.onAir("cellar").segments(2);
        String media = media(signed("cellar"));
        String key = folder(media) + "../" + key(text(media));
        key = URI.create(key).normalize().toString();

        HttpResponse<byte[]> given = get(key);

        assertThat(given.statusCode()).isEqualTo(200);
        assertThat(given.body()).hasSize(16);
        assertThat(given.headers().firstValue("cache-control")).hasValue("private, max-age=60");
        assertThat(given.headers().firstValue("content-type")).hasValue("application/octet-stream");
        assertThat(given.headers().firstValue("access-control-allow-origin")).hasValue("*");
        assertThat(get(key.replaceFirst("~[^/]*/", "")).statusCode()).isEqualTo(404);
        assertThat(get(key.replaceFirst("~.", "~z")).statusCode()).isEqualTo(403);
        stand.channel("elsewhere", Visibility.PRIVATE);
        assertThat(get(key.replaceFirst("cellar", "elsewhere")).statusCode()).isEqualTo(403);
    }

    @Test
    void a_public_channels_program_is_open_and_is_locked_once_the_channel_is_private() throws Exception {
        SyntheticProgram program = stand.onAir("square").segments(1);
        String media = media("/hls/square/index.m3u8");
        eventually(() -> {
            program.segments(1);
            assertThat(text(media)).contains("#EXT-X-KEY:METHOD=NONE");
        });
        program.segments(8);
        String open = text(media);
        assertThat(open.substring(open.lastIndexOf("#EXT-X-KEY"))).startsWith("#EXT-X-KEY:METHOD=NONE");

        stand.channel("square", Visibility.PRIVATE);
        eventually(() -> assertThat(get("/hls/square/index.m3u8").statusCode()).isEqualTo(404));

        eventually(() -> {
            program.segments(1);
            String now = text(media(signed("square")));
            assertThat(now.substring(now.lastIndexOf("#EXT-X-KEY"))).containsPattern(KEY);
        });
    }

    @Test
    void another_node_gives_the_same_bytes_and_the_same_key() throws Exception {
        stand.channel("afar", Visibility.PRIVATE);
        stand.onAir("afar").segments(2);
        String media = media(signed("afar"));
        String own = text(media);
        String key = URI.create(folder(media) + "../" + key(own)).normalize().toString();
        var fetched = Caffeine.newBuilder().executor(Runnable::run).<String, Reply>build();
        RemoteProgram remote = new RemoteProgram(
                stand.channel("afar", Visibility.PRIVATE),
                new Neighbour(new NodeId("neighbour"), URI.create(stand.base()), 1),
                new HlsTest.Unguarded(),
                stand.tokens(),
                reactor.netty.http.client.HttpClient.create(),
                fetched);

        for (String path : List.of(folder(media) + "s0.m4s", folder(media) + "p6.m4s", key)) {
            CompletableFuture<byte[]> there = new CompletableFuture<>();
            CompletableFuture<Reply.Content> content = new CompletableFuture<>();
            remote.ask(Wanted.of(path.replaceFirst("/hls/afar/~[^/]*/", ""), "", false), Runnable::run, reply -> {
                content.complete(reply.content());
                there.complete(bytes(reply));
            });
            assertThat(there.get(10, TimeUnit.SECONDS)).isEqualTo(get(path).body());
            assertThat(content.join()).isEqualTo(path.equals(key) ? Reply.Content.KEY : Reply.Content.VIDEO);
        }
        fetched.asMap().values().forEach(Reply::release);
    }

    private static byte[] bytes(Reply reply) {
        ByteBuf all = Unpooled.wrappedBuffer(reply.body().toArray(ByteBuf[]::new));
        byte[] bytes = new byte[all.readableBytes()];
        all.readBytes(bytes).release();
        return bytes;
    }
}
