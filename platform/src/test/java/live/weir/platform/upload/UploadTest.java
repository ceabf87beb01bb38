package live.weir.platform.upload;

import static live.weir.testing.Eventually.eventually;
import static live.weir.testing.Now.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import live.weir.bridge.transcode.movie.SeenMovie;
import live.weir.bridge.transcode.movie.TestMovie;
import live.weir.platform.channel.People;
import live.weir.platform.conformance.HlsConformance;
import live.weir.platform.infrastructure.database.Database;
import live.weir.platform.security.AccessTokens;
import live.weir.platform.security.Caller;
import live.weir.platform.testing.WeirTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files that people upload, on a whole node: how they are taken, what becomes of them, and who may. */
@WeirTest
class UploadTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final MediaType PIECE = MediaType.parseMediaType("application/partial-upload");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final WebTestClient client;
    private final AccessTokens tokens;
    private final Conversions conversions;
    private final UploadFiles files;
    private final UploadDesk desk;
    private final UploadSettings settings;
    private final int port;
    private final Caller owner;
    private final Caller kim;
    private final String slug = People.name();

    @Autowired
    UploadTest(
            WebTestClient client,
            AccessTokens tokens,
            Database database,
            Conversions conversions,
            UploadFiles files,
            UploadDesk desk,
            UploadSettings settings,
            @LocalServerPort int port) {
        this.client = client;
        this.tokens = tokens;
        this.conversions = conversions;
        this.files = files;
        this.desk = desk;
        this.settings = settings;
        this.port = port;
        People people = new People(database);
        this.owner = people.performer(People.name());
        this.kim = people.performer(People.name());
        as(owner)
                .post()
                .uri("/api/v1/channels")
                .bodyValue(Map.of("slug", slug, "title", "Ada films"))
                .exchange()
                .expectStatus()
                .isCreated();
    }

    private String bearer(Caller who) {
        return "Bearer " + Objects.requireNonNull(tokens.issue(who, 0).block()).value();
    }

    private WebTestClient as(Caller who) {
        return client.mutate()
                .defaultHeader(HttpHeaders.AUTHORIZATION, bearer(who))
                .build();
    }

    private WebTestClient.ResponseSpec begin(Caller who, Object title, Object size) {
        return as(who).post()
                .uri("/api/v1/channels/" + slug + "/uploads")
                .bodyValue(Map.of("title", title, "size", size))
                .exchange();
    }

    private String begun(long size) {
        return Objects.requireNonNull(begin(owner, "A film", size)
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Upload-Offset", "0")
                .returnResult(byte[].class)
                .getResponseHeaders()
                .getFirst("Location"));
    }

    private WebTestClient.ResponseSpec send(String upload, long offset, byte[] piece) {
        return as(owner)
                .patch()
                .uri(upload)
                .header("Upload-Offset", Long.toString(offset))
                .contentType(PIECE)
                .bodyValue(piece)
                .exchange();
    }

    private String uploaded(byte[] file) {
        String upload = begun(file.length);
        int half = file.length / 2;
        send(upload, 0, Arrays.copyOf(file, half)).expectStatus().isNoContent();
        send(upload, half, Arrays.copyOfRange(file, half, file.length))
                .expectStatus()
                .isNoContent()
                .expectHeader()
                .valueEquals("Upload-Offset", Integer.toString(file.length));
        return upload;
    }

    private JsonNode shown(String path) {
        return JSON.readTree(Objects.requireNonNull(as(owner)
                .get()
                .uri(path)
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody()));
    }

    private JsonNode over(String upload) throws Exception {
        eventually(() -> assertThat(shown(upload).path("state").asString()).isIn("ready", "failed"));
        return shown(upload);
    }

    private void expectProblem(WebTestClient.ResponseSpec answer, int status, String type) {
        answer.expectStatus().isEqualTo(status).expectBody().jsonPath("$.type").isEqualTo("urn:weir:problem:" + type);
    }

    @Test
    void only_the_owner_uploads_and_only_what_makes_sense() {
        begin(kim, "A film", 100).expectStatus().isForbidden();
        client.post()
                .uri("/api/v1/channels/" + slug + "/uploads")
                .exchange()
                .expectStatus()
                .isUnauthorized();
        expectProblem(begin(owner, " ", 100), 400, "validation");
        expectProblem(begin(owner, "A film", 0), 400, "validation");
        expectProblem(begin(owner, "A film", 1L << 50), 413, "upload-too-large");
        String upload = begun(100);
        as(kim).get().uri(upload).exchange().expectStatus().isNotFound();
        as(kim).delete().uri(upload).exchange().expectStatus().isNotFound();
        begun(100);
        begun(100);
        expectProblem(begin(owner, "A fourth", 100), 409, "too-many-uploads");
        as(owner).delete().uri(upload).exchange().expectStatus().isNoContent();
        begun(100);
        assertThat(shown("/api/v1/channels/" + slug + "/uploads").path("items").size())
                .isEqualTo(3);
    }

    @Test
    void pieces_follow_one_another_and_what_broke_off_goes_on_where_it_did() throws Exception {
        String upload = begun(1_000);
        expectProblem(send(upload, 5, new byte[10]), 409, "wrong-offset");
        send(upload, 0, new byte[600]).expectStatus().isNoContent();
        expectProblem(send(upload, 0, new byte[10]), 409, "wrong-offset");
        expectProblem(send(upload, 600, new byte[401]), 413, "content-too-large");
        as(owner)
                .patch()
                .uri(upload)
                .header("Upload-Offset", "600")
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .bodyValue(new byte[10])
                .exchange()
                .expectStatus()
                .isEqualTo(415);
        expectProblem(
                as(owner)
                        .patch()
                        .uri(upload)
                        .contentType(PIECE)
                        .bodyValue(new byte[10])
                        .exchange(),
                400,
                "validation");

        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("PATCH " + upload + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + bearer(owner)
                            + "\r\nUpload-Offset: 600\r\nContent-Type: application/partial-upload\r\n"
                            + "Content-Length: 400\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[150]);
            out.flush();
            eventually(() -> offset(upload, 750));
        }
        eventually(() -> send(upload, 750, new byte[10]).expectStatus().isNoContent());
        offset(upload, 760);
        UUID id = UUID.fromString(upload.substring(upload.lastIndexOf('/') + 1));
        assertThat(files.path(id)).hasSize(760);
        as(owner).delete().uri(upload).exchange().expectStatus().isNoContent();
        assertThat(files.path(id)).doesNotExist();
        as(owner).get().uri(upload).exchange().expectStatus().isNotFound();
    }

    private void offset(String upload, long expected) {
        as(owner)
                .head()
                .uri(upload)
                .exchange()
                .expectHeader()
                .valueEquals("Upload-Offset", Long.toString(expected))
                .expectHeader()
                .valueEquals("Upload-Length", "1000");
    }

    @Test
    void a_film_becomes_a_recording_like_any_other() throws Exception {
        Path film = TestMovie.of(5).sized(642, 362).at(25).turned(90).write(folder.resolve("film.mp4"));

        String upload = uploaded(Files.readAllBytes(film));
        JsonNode done = over(upload);

        assertThat(done.path("state").asString()).as(done.toString()).isEqualTo("ready");
        assertThat(done.path("progress").asDouble()).isEqualTo(1);
        String id = done.path("recording").asString();
        JsonNode recording = shown("/api/v1/recordings/" + id);
        assertThat(recording.path("title").asString()).isEqualTo("A film");
        assertThat(recording.path("uploaded").asBoolean()).isTrue();
        assertThat(recording.path("durationMs").asInt()).isCloseTo(5_000, within(100));
        List<HlsConformance.Finding> findings = HlsConformance.examine(URI.create(
                "http://127.0.0.1:" + port + recording.path("playlist").asString()));
        assertThat(findings).hasSizeGreaterThan(10).allMatch(HlsConformance.Finding::kept);
        byte[] mp4 = Objects.requireNonNull(client.mutate()
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(16 << 20))
                .build()
                .get()
                .uri(recording.path("download").asString())
                .exchange()
                .expectBody(byte[].class)
                .returnResult()
                .getResponseBody());
        SeenMovie seen = SeenMovie.of(Files.write(folder.resolve("download.mp4"), mp4));
        assertThat(seen.isMonotonic()).isTrue();
        assertThat(seen.height()).isEqualTo(638);
        assertThat(seen.pictures()).hasSize(125);
        assertThat(seen.loudAt()).isCloseTo(seen.brightAt(), within(0.08));
        client.get()
                .uri(recording.path("picture").asString())
                .exchange()
                .expectStatus()
                .isOk();
        client.get()
                .uri(recording.path("sprites").asString())
                .exchange()
                .expectBody(String.class)
                .value(cues -> assertThat(cues).contains("sprites0.jpg#xywh="));
        assertThat(files.path(UUID.fromString(id))).doesNotExist();
    }

    @Test
    void a_film_without_sound_survives_its_worker() throws Exception {
        byte[] film =
                Files.readAllBytes(TestMovie.of(12).sized(640, 360).silent().write(folder.resolve("silent.mkv")));
        String upload = uploaded(film);
        eventually(() -> assertThat(conversions.pid()).isPositive());
        ProcessHandle.of(conversions.pid()).orElseThrow().destroyForcibly();

        JsonNode done = over(upload);

        assertThat(done.path("state").asString()).as(done.toString()).isEqualTo("ready");
        JsonNode recording =
                shown("/api/v1/recordings/" + done.path("recording").asString());
        assertThat(recording.path("durationMs").asInt()).isCloseTo(12_000, within(100));
    }

    @Test
    void what_is_no_film_fails_with_a_reason_and_leaves_nothing() throws Exception {
        String list = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n";

        String upload = uploaded(list.getBytes(StandardCharsets.UTF_8));
        JsonNode done = over(upload);

        assertThat(done.path("state").asString()).isEqualTo("failed");
        assertThat(done.path("reason").path("code").asString()).isEqualTo("not-a-video");
        assertThat(done.path("reason").path("text").asString()).isEqualTo("This is no video in MP4, MOV, MKV or WebM.");
        UUID id = UUID.fromString(done.path("id").asString());
        eventually(() -> assertThat(files.path(id)).doesNotExist());
        as(owner)
                .get()
                .uri("/api/v1/recordings/" + id)
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void a_file_that_the_database_does_not_know_is_kept_for_as_long_as_one_that_it_knows() throws Exception {
        UUID stranger = UUID.randomUUID();
        done(files.create(stranger));

        done(desk.tidy());
        assertThat(files.path(stranger)).exists();

        Instant before = Instant.now().minus(settings.expireAfter()).minusSeconds(60);
        Files.setLastModifiedTime(files.path(stranger), FileTime.from(before));
        done(desk.tidy());
        assertThat(files.path(stranger)).doesNotExist();
    }

    @Test
    void the_line_moves_on_after_a_stop_and_another_start() throws Exception {
        CompletableFuture<Boolean> stopped = new CompletableFuture<>();
        conversions.stop(() -> stopped.complete(true));
        assertThat(stopped.get(30, TimeUnit.SECONDS)).isTrue();
        conversions.start();

        String upload = uploaded("nothing to see".getBytes(StandardCharsets.UTF_8));

        assertThat(over(upload).path("state").asString()).isEqualTo("failed");
    }
}
