package live.weir.load.kurento;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import live.weir.load.http.HttpCaller;
import live.weir.load.reach.Reach;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is made of a Kurento's words: answers in any order, events between them, refusals, rubbish, silence. */
class KurentoLineTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpCaller http = new HttpCaller(Reach.LOOPBACK, 10);
    private @Nullable DisposableServer server;

    @AfterEach
    void close() {
        http.close();
        if (server != null) {
            server.disposeNow();
        }
    }

    /** @param script what is said to each request; the session is begun by itself */
    private KurentoLine line(Duration patience, Function<JsonNode, Flux<String>> script) {
        DisposableServer bound = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.ws(
                        "/kurento",
                        (in, out) -> out.sendString(in.receive()
                                .asString()
                                .map(JSON::readTree)
                                .concatMap(request ->
                                        request.path("method").asString("").equals("connect")
                                                ? Flux.just(result(request, "\"sessionId\":\"s\""))
                                                : script.apply(request)))))
                .bindNow();
        server = bound;
        KurentoLine line = new KurentoLine(patience);
        line.open(http, URI.create("ws://127.0.0.1:" + bound.port() + "/kurento"));
        return line;
    }

    private static String result(JsonNode request, String fields) {
        return "{\"id\":" + request.path("id").asInt() + ",\"result\":{" + fields + "},\"jsonrpc\":\"2.0\"}";
    }

    private static String event(String type, String data) {
        return "{\"method\":\"onEvent\",\"params\":{\"value\":{\"object\":\"e\",\"type\":\"" + type + "\",\"data\":"
                + data + "}}}";
    }

    private static String said(Mono<String> words) {
        return String.valueOf(words.onErrorResume(failed -> Mono.just(String.valueOf(failed.getMessage())))
                .block(PATIENCE.multipliedBy(2)));
    }

    @Test
    void an_answer_has_all_candidates_in_it_whenever_they_come() {
        KurentoLine line = line(PATIENCE, request -> {
            String operation = request.path("params").path("operation").asString("");
            String candidate = event(
                    "IceCandidateFound", "{\"candidate\":{\"candidate\":\"candidate:1 1 UDP 1 ::1 9 typ host\"}}");
            return switch (operation) {
                case "processOffer" -> Flux.just(candidate, result(request, "\"value\":\"v=0\\r\\n\""));
                case "gatherCandidates" ->
                    Flux.just(candidate, event("IceGatheringDone", "{}"), result(request, "\"sessionId\":\"s\""));
                default -> Flux.just(result(request, "\"sessionId\":\"s\""));
            };
        });
        assertThat(said(line.answer("e", "v=0")))
                .isEqualTo("v=0\r\n" + "a=candidate:1 1 UDP 1 ::1 9 typ host\r\n".repeat(2));
    }

    @Test
    void its_own_words_come_through() {
        KurentoLine line = line(
                PATIENCE,
                request -> Flux.just("{\"id\":" + request.path("id").asInt()
                        + ",\"error\":{\"code\":40101,\"message\":\"Object 'p' not found\"}}"));
        assertThat(said(line.createEndpoint("p"))).isEqualTo("Kurento refused: Object 'p' not found");
    }

    @Test
    void rubbish_ends_it() {
        KurentoLine line = line(PATIENCE, request -> Flux.just("<html>"));
        assertThat(said(line.createPipeline())).isEqualTo("Kurento's message is no JSON");
        assertThat(said(line.createPipeline())).isEqualTo("Kurento's message is no JSON");
    }

    @Test
    void silence_is_not_waited_for_without_end() {
        KurentoLine line = line(Duration.ofMillis(200), request -> Flux.empty());
        assertThat(said(line.createPipeline())).startsWith("Kurento did not "); // answer, or begin on a slow machine
    }
}
