package live.weir.platform.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import live.weir.bridge.hls.SyntheticProgram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which requests make a viewer. */
class HlsAudienceTest {

    private static HlsStand stand;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String slug = "river" + System.nanoTime();
    private OpenProgram program;
    private String playlist;

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

    @BeforeEach
    void onAir() throws Exception {
        program = stand.open(slug);
        new SyntheticProgram(program).beginAt(Instant.now()).segments(2);
        playlist = ask("index.m3u8", "192.0.2.99")
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .findFirst()
                .orElseThrow();
    }

    @AfterEach
    void end() {
        program.abandon();
    }

    private HttpResponse<String> ask(String file, String client, String... headers) throws Exception {
        return send("GET", file, client, headers);
    }

    private HttpResponse<String> send(String method, String file, String client, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(stand.base() + "/hls/" + slug + "/" + file))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("X-Forwarded-For", client);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void whoever_follows_a_playlist_watches_however_often_and_on_whichever_rung() throws Exception {
        for (int reload = 0; reload < 5; reload++) {
            assertThat(ask(playlist, "192.0.2.1").statusCode()).isEqualTo(200);
            assertThat(ask(playlist + "?_HLS_msn=1&_HLS_part=0", "192.0.2.2").statusCode())
                    .isEqualTo(200);
        }
        String tag = ask(playlist, "192.0.2.1").headers().firstValue("etag").orElseThrow();
        assertThat(ask(playlist, "192.0.2.3", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        assertThat(stand.watching(slug)).isEqualTo(3);
        stand.watching(slug);
        stand.watching(slug);
        assertThat(stand.watching(slug)).isZero();
    }

    @Test
    void a_player_of_dash_watches_by_the_segments_that_it_takes() throws Exception {
        String media = ask("manifest.mpd", "192.0.2.1").body().replaceFirst("(?s).*?media=\"([^\"$]+)\\$.*", "$1");
        assertThat(stand.watching(slug)).isZero();
        assertThat(ask(media + "1.m4s", "192.0.2.1").statusCode()).isEqualTo(200);
        assertThat(ask(media + "0.m4s", "192.0.2.1").statusCode()).isEqualTo(200);
        assertThat(stand.watching(slug)).isEqualTo(1);
    }

    @Test
    void a_look_in_passing_is_no_viewer_and_neither_is_a_node_that_asks_for_its_own() throws Exception {
        String folder = playlist.substring(0, playlist.lastIndexOf('/') + 1);
        assertThat(ask("index.m3u8", "192.0.2.1").statusCode()).isEqualTo(200);
        assertThat(send("HEAD", playlist, "192.0.2.1").statusCode()).isEqualTo(200);
        assertThat(ask(folder + "p1.m4s", "192.0.2.1").statusCode()).isEqualTo(200);
        assertThat(ask(folder + "s999.m4s", "192.0.2.1").statusCode()).isEqualTo(404);
        assertThat(ask(playlist + "?_HLS_msn=99999", "192.0.2.1").statusCode()).isEqualTo(400);
        assertThat(ask("nothing/index.m3u8", "192.0.2.1").statusCode()).isEqualTo(404);
        assertThat(ask(playlist, "192.0.2.1", RemotePrograms.HOP, "1").statusCode())
                .isEqualTo(200);
        assertThat(stand.watching(slug)).isZero();
    }

    @Test
    void a_page_with_a_seat_at_the_stage_is_counted_there() throws Exception {
        assertThat(ask(playlist, "192.0.2.1", "Weir-Seated", "1").statusCode()).isEqualTo(200);
        assertThat(ask(playlist, "192.0.2.2").statusCode()).isEqualTo(200);
        assertThat(stand.watching(slug)).isEqualTo(1);
    }
}
