package live.weir.signaling.http;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import live.weir.bridge.contract.LiveClients;
import live.weir.bridge.contract.Performer;
import live.weir.bridge.contract.Watcher;
import live.weir.testing.Now;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody should send, and what must not come of it: errors of ours, sessions that stay, headers of strangers. */
class WhipBadInputTest {

    private static final String SDP = "application/sdp";
    private static final String FRAGMENT = "application/trickle-ice-sdpfrag";
    private static final String CANDIDATE = "a=candidate:1 1 udp 2130706431 192.0.2.1 50000 typ host\r\n";
    private static final String MEDIA = "m=audio 9 RTP/AVP 0\r\na=mid:0\r\n";
    private static final int MOST = 40;

    private final DoorsServer server = new DoorsServer(MOST, Duration.ofSeconds(4));
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void nothingStays() throws Exception {
        try {
            eventually(() -> assertThat(server.sessions()).isZero());
            eventually(() -> assertThat(server.engine().load().publications()).isZero());
            eventually(() -> assertThat(server.engine().load().viewers()).isZero());
        } finally {
            server.close();
        }
    }

    private HttpRequest request(String method, URI uri, BodyPublisher body, String... headers) {
        return HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + OpenAccess.KEY)
                .headers(headers)
                .method(method, body)
                .build();
    }

    private HttpResponse<String> send(String method, URI uri, String body, String... headers) throws Exception {
        return client.send(request(method, uri, BodyPublishers.ofString(body), headers), BodyHandlers.ofString());
    }

    private URI door(String path) {
        return server.uri().resolve(path);
    }

    private HttpResponse<String> post(String offer) throws Exception {
        return send("POST", door("/whip/ada"), offer, "Content-Type", SDP);
    }

    private URI session() throws Exception {
        HttpResponse<String> created = post(Performer.single().offer());
        assertThat(created.statusCode()).isEqualTo(201);
        return door(created.headers().firstValue("Location").orElseThrow());
    }

    private HttpResponse<String> patch(URI session, String fragment) throws Exception {
        return send("PATCH", session, fragment, "Content-Type", FRAGMENT, "If-Match", "*");
    }

    private int delete(URI session) throws Exception {
        return send("DELETE", session, "", "X-Nothing", "1").statusCode();
    }

    @Test
    void a_thousand_candidates_are_refused_and_the_session_goes_on() throws Exception {
        URI session = session();

        assertThat(patch(session, MEDIA + CANDIDATE.repeat(1000)).statusCode()).isEqualTo(422);
        assertThat(patch(session, MEDIA + CANDIDATE).statusCode()).isEqualTo(204);
        assertThat(patch(session, MEDIA + CANDIDATE.repeat(5000)).statusCode()).isEqualTo(413);
        assertThat(delete(session)).isEqualTo(200);
    }

    @Test
    void candidates_that_trickle_for_ever_are_refused_in_the_end() throws Exception {
        URI session = session();
        int taken = 0;
        while (patch(session, MEDIA + CANDIDATE.repeat(100)).statusCode() == 204) {
            taken += 100;
        }

        assertThat(taken).isBetween(100, OpenSession.MOST_CANDIDATES);
        assertThat(delete(session)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n",
                "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:x\r\n",
                "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n",
                "a=candidate:1 1 udp 1 192.0.2.1 1 typ host\r\n",
                "a=extmap:1 urn:x\r\n",
                "a=ssrc:1 cname:x\r\n",
                "a=group:BUNDLE 0 1\r\n",
                "a=x\r\n"
            })
    void a_bomb_of_lines_is_refused(String line) throws Exception {
        String offer = Performer.single().offer();
        int room = (BodyText.LONGEST - offer.length()) / line.length();

        assertThat(post(offer + line.repeat(room)).statusCode()).isIn(400, 413, 422, 201);
        assertThat(post(offer + line.repeat(room * 2)).statusCode()).isEqualTo(413);
    }

    @Test
    void a_body_whose_length_is_not_told_has_the_same_bound() throws Exception {
        byte[] body = "v=0\r\n".repeat(100_000).getBytes(StandardCharsets.US_ASCII);

        HttpResponse<String> response = client.send(
                request(
                        "POST",
                        door("/whip/ada"),
                        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)),
                        "Content-Type",
                        SDP),
                BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(413);
    }

    @Test
    void spoilt_offers_and_fragments_are_no_fault_of_ours() throws Exception {
        Random random = new Random(9725);
        URI session = session();
        for (int round = 0; round < 150; round++) {
            HttpResponse<String> answer = post(spoilt(Performer.single().offer(), random));
            assertThat(answer.statusCode()).isIn(201, 400, 422, 409);
            if (answer.statusCode() == 201) {
                delete(door(answer.headers().firstValue("Location").orElseThrow()));
            }
            assertThat(patch(session, spoilt(MEDIA + CANDIDATE + CANDIDATE, random))
                            .statusCode())
                    .isIn(204, 400, 404, 422);
        }
        delete(session);
    }

    private static String spoilt(String text, Random random) {
        StringBuilder spoilt = new StringBuilder(text);
        for (int i = random.nextInt(6); i >= 0; i--) {
            spoilt.setCharAt(random.nextInt(spoilt.length()), (char) random.nextInt(128));
        }
        return spoilt.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/whip/ada/%0d%0aSet-Cookie:%20a=b",
                "/whip/%0d%0aSet-Cookie:%20a=b/x",
                "/whip/ada/..%2f..%2fada",
                "/whip/ada/%00",
                "/whip/ada/%ff%fe",
                "/whep/ada/scripted"
            })
    void ids_are_looked_up_and_nothing_else(String path) throws Exception {
        for (String method : List.of("GET", "DELETE", "PATCH")) {
            HttpResponse<String> response = send(method, door(path), "x", "Content-Type", FRAGMENT, "If-Match", "*");
            assertThat(response.statusCode()).isIn(400, 404);
            assertThat(response.headers().map()).doesNotContainKey("set-cookie");
        }
    }

    @Test
    void a_channel_with_line_breaks_gets_into_no_header() throws Exception {
        HttpResponse<String> response = send(
                "POST",
                door("/whip/%0d%0aSet-Cookie:%20a=b"),
                Performer.single().offer(),
                "Content-Type",
                SDP);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().map()).doesNotContainKey("set-cookie");
    }

    @Test
    void a_session_is_found_at_its_own_address_only() throws Exception {
        URI session = session();
        String id = session.getPath().substring(session.getPath().lastIndexOf('/') + 1);

        assertThat(delete(door("/whip/secret/" + id))).isEqualTo(404);
        assertThat(delete(door("/whep/ada/" + id))).isEqualTo(404);
        assertThat(delete(door("/whip/ada/" + id + "x"))).isEqualTo(404);
        assertThat(delete(session)).isEqualTo(200);
    }

    @Test
    void a_session_that_the_engine_ends_is_gone() throws Exception {
        URI session = session();

        Now.done(server.engine().close());

        eventually(
                () -> assertThat(patch(session, MEDIA + CANDIDATE).statusCode()).isEqualTo(404));
        assertThat(delete(session)).isEqualTo(404);
    }

    @Test
    void who_never_connects_is_forgotten() throws Exception {
        for (int i = 0; i < 5; i++) {
            session();
        }
        // Each replaced the one before; the last one's patience ends by itself: see nothingStays.
        eventually(() -> assertThat(server.sessions()).isOne());
    }

    @Test
    void a_storm_leaves_nothing_behind() throws Exception {
        URI performer = session();
        List<CompletableFuture<Integer>> storm = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            HttpRequest post = i % 2 == 0
                    ? request(
                            "POST",
                            door("/whip/ada"),
                            BodyPublishers.ofString(Performer.single().offer()),
                            "Content-Type",
                            SDP)
                    : request(
                            "POST",
                            door("/whep/ada"),
                            BodyPublishers.ofString(new Watcher(1, 1).offer()),
                            "Content-Type",
                            SDP);
            storm.add(client.sendAsync(post, BodyHandlers.ofString()).thenCompose(this::leaveAtOnce));
        }

        assertThat(storm).allSatisfy(done -> assertThat(done.join()).isIn(200, 404, 409, 503));
        delete(performer);
    }

    private CompletableFuture<Integer> leaveAtOnce(HttpResponse<String> created) {
        return created.headers()
                .firstValue("Location")
                .map(location -> client.sendAsync(
                                request("DELETE", door(location), BodyPublishers.noBody(), "X-Nothing", "1"),
                                BodyHandlers.ofString())
                        .thenApply(HttpResponse::statusCode))
                .orElseGet(() -> CompletableFuture.completedFuture(created.statusCode()));
    }

    @Test
    void a_client_that_hangs_up_in_the_middle_of_its_offer_leaves_nothing() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (Socket socket =
                    new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort())) {
                socket.getOutputStream()
                        .write(("POST /whip/ada HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + OpenAccess.KEY
                                        + "\r\nContent-Type: application/sdp\r\nContent-Length: 5000\r\n\r\nv=0\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
            }
        }
        assertThat(delete(session())).isEqualTo(200);
    }

    @Test
    void beyond_the_bound_newcomers_are_told_to_come_back() throws Exception {
        Performer performer = Performer.single();
        List<URI> viewers = new ArrayList<>();
        try (LiveClients clients = new LiveClients()) {
            HttpResponse<String> created = post(performer.offer());
            performer.connect(created.body());
            clients.add(performer.play());
            eventually(() -> viewers.add(viewer()));
            while (viewers.size() < MOST) {
                viewers.add(viewer());
            }

            HttpResponse<String> last = watch();
            assertThat(last.statusCode()).isEqualTo(503);
            assertThat(last.headers().firstValue("Retry-After")).isPresent();
            assertThat(delete(viewers.remove(0))).isEqualTo(200);
            viewers.add(viewer());

            for (URI viewer : viewers) {
                assertThat(delete(viewer)).isEqualTo(200);
            }
            assertThat(delete(door(created.headers().firstValue("Location").orElseThrow())))
                    .isEqualTo(200);
        }
    }

    private HttpResponse<String> watch() throws Exception {
        return send("POST", door("/whep/ada"), new Watcher(1, 1).offer(), "Content-Type", SDP);
    }

    private URI viewer() throws Exception {
        HttpResponse<String> created = watch();
        assertThat(created.statusCode()).isEqualTo(201);
        return door(created.headers().firstValue("Location").orElseThrow());
    }

    @Test
    void who_is_known_but_not_allowed_is_403() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(door("/whip/ada"))
                .header("Authorization", "bearer " + OpenAccess.STRANGER)
                .header("Content-Type", SDP)
                .POST(BodyPublishers.ofString(Performer.single().offer()))
                .build();

        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    }

    @Test
    void a_viewer_pass_opens_a_private_channel() throws Exception {
        String offer = new Watcher(1, 1).offer();
        for (String token : List.of("Bearer " + OpenAccess.KEY, "Bearer wvp_wrong", "Bearer", "Basic x")) {
            HttpResponse<String> refused = watchSecret(token, offer);
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        }

        assertThat(watchSecret("Bearer " + OpenAccess.PASS, offer).statusCode())
                .as("let in, to find nobody on air")
                .isEqualTo(409);
        assertThat(watchSecret("Bearer some-token", offer, CredentialsReader.PASS_HEADER, OpenAccess.PASS)
                        .statusCode())
                .as("beside a token")
                .isEqualTo(409);
    }

    private HttpResponse<String> watchSecret(String authorization, String offer, String... more) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(door("/whep/secret"))
                .header("Authorization", authorization)
                .header("Content-Type", SDP)
                .POST(BodyPublishers.ofString(offer));
        if (more.length > 0) {
            request.headers(more);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void session_addresses_begin_with_what_a_proxy_took_off() throws Exception {
        HttpResponse<String> created = send(
                "POST",
                door("/whip/ada"),
                Performer.single().offer(),
                "Content-Type",
                SDP,
                "X-Forwarded-Prefix",
                "/live");
        String location = created.headers().firstValue("Location").orElseThrow();

        assertThat(location).startsWith("/live/whip/ada/");
        assertThat(delete(door(location.substring("/live".length())))).isEqualTo(200);
    }
}
