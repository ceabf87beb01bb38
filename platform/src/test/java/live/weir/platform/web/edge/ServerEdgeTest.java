package live.weir.platform.web.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.weir.platform.web.WebTest;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@Import({ServerEdgeTest.SlowHandler.class, ServerEdgeTest.Sockets.class})
@TestPropertySource(
        properties = {
            "weir.web.head-deadline=300ms",
            "weir.web.body-deadline=300ms",
            "weir.web.linger=300ms",
            "weir.web.idle-timeout=900ms",
            "weir.web.max-connections=12",
            "weir.web.max-connections-per-address=8"
        })
@ExtendWith(OutputCaptureExtension.class)
@NullMarked
class ServerEdgeTest extends WebTest {

    /** Well beyond every deadline above. */
    private static final Duration LONGER = Duration.ofMillis(1200);

    @RestController
    static class SlowHandler {

        @GetMapping("/api/slow")
        Mono<String> slow() {
            return Mono.delay(LONGER).thenReturn("slow");
        }

        @GetMapping("/api/quick")
        String quick() {
            return "quick";
        }

        @PostMapping("/api/echo")
        Mono<Integer> echo(@RequestBody Mono<String> body) {
            return body.map(String::length);
        }

        @PostMapping("/api/echo/json")
        Mono<Map<String, String>> echoJson(@RequestBody Mono<Map<String, String>> body) {
            return body;
        }

        @PostMapping("/api/deaf")
        String deaf() {
            return "not listening";
        }
    }

    static final class Sockets {
        @Bean
        SimpleUrlHandlerMapping socketMapping() {
            WebSocketHandler echo =
                    session -> session.send(session.receive().map(in -> session.textMessage(in.getPayloadAsText())));
            return new SimpleUrlHandlerMapping(Map.of("/ws/echo", echo), -1);
        }
    }

    @Autowired
    MeterRegistry meters;

    @BeforeEach
    void waitForQuiet() {
        await().atMost(10, TimeUnit.SECONDS).until(() -> gauge("weir.web.connections.open") == 0);
    }

    @Test
    void ten_megabytes_of_headers_are_refused_early_and_held_nowhere() throws IOException {
        try (Socket socket = open()) {
            write(socket, "GET /api/quick HTTP/1.1\r\nHost: weir\r\n");
            long sent = pump(socket, "X-Filler: " + "y".repeat(1000) + "\r\n", 10 << 20);
            assertThat(read(socket)).startsWith("HTTP/1.1 431 ").contains("urn:weir:problem:headers-too-large");
            assertThat(sent).isPositive();
        }
    }

    @Test
    void a_header_without_end_is_refused_too() throws IOException {
        try (Socket socket = open()) {
            write(socket, "GET /api/quick HTTP/1.1\r\nHost: weir\r\nX-Filler: ");
            pump(socket, "y".repeat(1000), 10 << 20);
            assertThat(read(socket)).startsWith("HTTP/1.1 431 ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'GET /%s HTTP/1.1', 414, uri-too-long",
        "'GET  HTTP/1.1', 400, malformed-request",
        "'nonsense', 400, malformed-request",
        "'GET / HTTP/9.x', 400, malformed-request",
    })
    void what_is_no_request_is_answered_with_a_problem(String line, int status, String type) throws IOException {
        try (Socket socket = open()) {
            write(socket, line.replace("%s", "a".repeat(9000)) + "\r\nHost: weir\r\n\r\n");
            String response = read(socket);
            assertThat(response)
                    .startsWith("HTTP/1.1 " + status)
                    .containsIgnoringCase("content-type: application/problem+json")
                    .containsIgnoringCase("connection: close")
                    .contains("urn:weir:problem:" + type);
        }
    }

    @Test
    void a_head_that_drips_is_cut_off_with_408() throws IOException {
        double before = counter("weir.web.requests.refused", "head-too-slow");
        try (Socket socket = open()) {
            write(socket, "GET /api/quick HT");
            Instant start = Instant.now();
            Disposable tap = drip(socket);
            assertThat(read(socket)).startsWith("HTTP/1.1 408 ").contains("request-timeout");
            assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofMillis(200), Duration.ofSeconds(5));
            tap.dispose();
        }
        assertThat(counter("weir.web.requests.refused", "head-too-slow")).isEqualTo(before + 1);
    }

    @Test
    void the_second_head_on_a_connection_is_timed_as_well() throws IOException {
        try (Socket socket = open()) {
            write(socket, "GET /api/quick HTTP/1.1\r\nHost: weir\r\n\r\n");
            assertThat(readUntil(socket, "quick")).startsWith("HTTP/1.1 200");
            write(socket, "GET /api/qu");
            assertThat(read(socket)).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void who_says_nothing_at_all_is_closed_without_a_word() throws IOException {
        try (Socket socket = open()) {
            assertThat(read(socket)).isEmpty();
        }
    }

    @Test
    void a_body_that_drips_is_cut_off_with_408() throws IOException {
        try (Socket socket = open()) {
            write(
                    socket,
                    "POST /api/echo HTTP/1.1\r\nHost: weir\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nab");
            assertThat(read(socket)).startsWith("HTTP/1.1 408 ").contains("request-timeout");
        }
    }

    @Test
    void a_body_that_nobody_reads_is_not_read_for_ever() throws IOException {
        try (Socket socket = open()) {
            write(socket, "POST /api/deaf HTTP/1.1\r\nHost: weir\r\nContent-Length: 900000000\r\n\r\n");
            assertThat(readUntil(socket, "not listening")).startsWith("HTTP/1.1 200");
            Disposable tap = drip(socket);
            assertThat(read(socket)).isEmpty();
            tap.dispose();
        }
    }

    @Test
    void an_upload_abandoned_half_way_leaves_no_trace_in_the_log(CapturedOutput output) throws IOException {
        try (Socket socket = open()) {
            write(
                    socket,
                    "POST /api/echo HTTP/1.1\r\nHost: weir\r\nContent-Type: text/plain\r\nContent-Length: 90000\r\n\r\n");
            pump(socket, "z".repeat(10_000), 50_000);
        }
        try (Socket socket = open()) {
            write(socket, "GET /api/slow HTTP/1.1\r\nHost: weir\r\n\r\n");
        }
        await().atMost(10, TimeUnit.SECONDS).until(() -> gauge("weir.web.connections.open") == 0);
        assertThat(output.getAll()).doesNotContain(" WARN ", " ERROR ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/echo", "/api/echo/json"})
    void a_refused_upload_still_learns_why(String path, CapturedOutput output) throws IOException {
        try (Socket socket = open()) {
            write(
                    socket,
                    "POST " + path
                            + " HTTP/1.1\r\nHost: weir\r\nContent-Type: application/json\r\nContent-Length: 9000000\r\n\r\n");
            long sent = pump(socket, "z".repeat(10_000), 9_000_000);
            assertThat(sent).isPositive();
            assertThat(read(socket)).startsWith("HTTP/1.1 413 ").contains("body-too-large");
        }
        await().atMost(10, TimeUnit.SECONDS).until(() -> gauge("weir.web.connections.open") == 0);
        assertThat(output.getAll()).doesNotContain("IllegalReferenceCount");
    }

    @Test
    void a_broken_chunk_is_400() throws IOException {
        try (Socket socket = open()) {
            String head = "POST /api/echo HTTP/1.1\r\nHost: weir\r\nContent-Type: text/plain\r\n";
            write(socket, head + "Transfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n");
            assertThat(read(socket)).startsWith("HTTP/1.1 400 ").contains("malformed-request");
        }
    }

    @Test
    void a_response_may_take_its_time() throws IOException {
        try (Socket socket = open()) {
            // The stray line break belongs to no request, and must not start a clock.
            write(socket, "GET /api/slow HTTP/1.1\r\nHost: weir\r\n\r\n\r\n");
            assertThat(readUntil(socket, "slow")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void a_websocket_may_be_silent_for_longer_than_any_deadline() throws Exception {
        CompletableFuture<String> echoed = new CompletableFuture<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws/echo"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
                        echoed.complete(data.toString());
                        return CompletableFuture.completedFuture(null);
                    }
                })
                .get(10, TimeUnit.SECONDS);
        socket.sendText("half ", false).get(10, TimeUnit.SECONDS);
        Mono.delay(LONGER).block();
        assertThat(socket.isInputClosed()).isFalse();
        socket.sendText("a word", true).get(10, TimeUnit.SECONDS);
        assertThat(echoed.get(10, TimeUnit.SECONDS)).isEqualTo("half a word");
        socket.abort();
    }

    @Test
    void two_requests_at_once_are_both_answered() throws IOException {
        try (Socket socket = open()) {
            String request = "GET /api/quick HTTP/1.1\r\nHost: weir\r\n\r\n";
            write(socket, request + request.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
            assertThat(read(socket).split("HTTP/1.1 200", -1)).hasSize(3);
        }
    }

    /** As happens to a quick client: its next request is here before the server is quite done with the last. */
    @Test
    void a_connection_goes_on_after_a_request_that_had_to_wait_for_the_one_before() throws IOException {
        try (Socket socket = open()) {
            String quick = "GET /api/quick HTTP/1.1\r\nHost: weir\r\n\r\n";
            write(socket, quick.replace("quick", "slow") + quick);
            assertThat(readUntil(socket, "slow")).startsWith("HTTP/1.1 200");
            assertThat(readUntil(socket, "quick")).contains("HTTP/1.1 200");
            write(socket, quick);
            assertThat(readUntil(socket, "quick")).contains("HTTP/1.1 200");
        }
    }

    @Test
    void too_many_connections_of_one_address_are_refused_and_counted() throws IOException {
        double before = counter("weir.web.connections.refused", "address");
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                sockets.add(open());
                write(sockets.get(i), "GET /api/slow HTTP/1.1\r\nHost: weir\r\n\r\n");
            }
            await().atMost(10, TimeUnit.SECONDS).until(() -> gauge("weir.web.connections.open") == 8);
            try (Socket surplus = open()) {
                assertThat(read(surplus)).isEmpty();
            }
            assertThat(counter("weir.web.connections.refused", "address")).isEqualTo(before + 1);
            assertThat(gauge("weir.web.connections.open")).isEqualTo(8);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void the_idle_are_closed() throws IOException {
        try (Socket socket = open()) {
            write(socket, "GET /api/quick HTTP/1.1\r\nHost: weir\r\n\r\n");
            assertThat(readUntil(socket, "quick")).startsWith("HTTP/1.1 200");
            Instant start = Instant.now();
            assertThat(read(socket)).isEmpty();
            assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofMillis(500));
        }
    }

    private Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Sends until all is out or the other side has had enough. */
    private static long pump(Socket socket, String text, long total) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        long sent = 0;
        try {
            OutputStream out = socket.getOutputStream();
            for (; sent < total; sent += bytes.length) {
                out.write(bytes);
            }
        } catch (IOException hadEnough) {
            return sent;
        }
        return sent;
    }

    /** A byte every 20 ms, until the test has seen enough. */
    private static Disposable drip(Socket socket) {
        return Flux.interval(Duration.ofMillis(20), Schedulers.boundedElastic())
                .subscribe(tick -> pump(socket, "a", 1));
    }

    private static String readUntil(Socket socket, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (!text.toString().endsWith(end)) {
            int c = in.read();
            if (c < 0) {
                break;
            }
            text.append((char) c);
        }
        return text.toString();
    }

    /** To the end of the connection; fails if it does not come. */
    private static String read(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        InputStream in = socket.getInputStream();
        try {
            for (int c = in.read(); c >= 0; c = in.read()) {
                text.append((char) c);
            }
        } catch (SocketTimeoutException stillOpen) {
            throw new AssertionError("the connection stayed open after: " + text, stillOpen);
        } catch (SocketException reset) {
            return text.toString();
        }
        return text.toString();
    }

    private double gauge(String name) {
        return Objects.requireNonNull(meters.find(name).gauge()).value();
    }

    private double counter(String name, String reason) {
        return Objects.requireNonNull(meters.find(name).tag("reason", reason).counter())
                .count();
    }
}
