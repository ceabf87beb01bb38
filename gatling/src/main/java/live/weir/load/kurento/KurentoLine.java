package live.weir.load.kurento;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import live.weir.load.http.HttpCaller;
import live.weir.load.http.HttpFailure;
import live.weir.load.http.TextSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A connection to a media server that users share: JSON-RPC 2.0 over a WebSocket, as Kurento speaks it. */
final class KurentoLine implements TextSocket.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(KurentoLine.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration ALIVE = Duration.ofSeconds(30);
    private static final int MOST_CANDIDATES = 64;

    private final Duration patience;
    private final Sinks.One<TextSocket> socket = Sinks.one();
    private final Map<Integer, Sinks.One<JsonNode>> pending = new ConcurrentHashMap<>();
    private final Map<String, Gathering> gatherings = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Disposable.Swap heartbeat = Disposables.swap();
    private volatile String sessionId = "";
    private volatile @Nullable TextSocket connection;
    private volatile @Nullable HttpFailure over;

    /** What an endpoint tells of itself before it may be reached; told on the socket's event loop. */
    private static final class Gathering {
        private final StringBuilder candidates = new StringBuilder();
        private int count;
        private final Sinks.One<String> done = Sinks.one();
    }

    KurentoLine(Duration patience) {
        this.patience = patience;
    }

    void open(HttpCaller http, URI address) {
        TextSocket.open(http, address, "", Map.of(), patience, this);
    }

    @Override
    public void opened(TextSocket opened) {
        connection = opened;
        // The answer names the session that keeps what is created alive: nothing else is asked before it came.
        Sinks.One<JsonNode> connected = Sinks.one();
        pending.put(0, connected);
        opened.send(request(0, "connect", JSON.createObjectNode()));
        connected
                .asMono()
                .timeout(patience)
                .subscribe(
                        any -> socket.tryEmitValue(opened),
                        failed -> ended("Kurento did not begin a session: " + failed.getMessage()));
        heartbeat.update(Flux.interval(ALIVE)
                .onBackpressureDrop()
                .concatMap(any -> call("ping", JSON.createObjectNode().put("interval", 4 * ALIVE.toMillis()))
                        .onErrorComplete()) // a server that is gone is seen by its media
                .subscribe());
    }

    Mono<String> createPipeline() {
        return create("MediaPipeline", JSON.createObjectNode());
    }

    Mono<String> createEndpoint(String pipeline) {
        return create("WebRtcEndpoint", JSON.createObjectNode().put("mediaPipeline", pipeline));
    }

    private Mono<String> create(String type, ObjectNode how) {
        ObjectNode parameters = JSON.createObjectNode().put("type", type);
        parameters.set("constructorParams", how);
        return call("create", parameters).map(KurentoLine::value);
    }

    Mono<JsonNode> connect(String source, String sink) {
        return invoke(source, "connect", JSON.createObjectNode().put("sink", sink));
    }

    /** Gives an answer that has all candidates in it. */
    Mono<String> answer(String endpoint, String offer) {
        Gathering gathering = new Gathering();
        return Mono.defer(() -> {
                    gatherings.put(endpoint, gathering);
                    return subscribe(endpoint, "IceCandidateFound")
                            .then(subscribe(endpoint, "IceGatheringDone"))
                            .then(invoke(
                                    endpoint,
                                    "processOffer",
                                    JSON.createObjectNode().put("offer", offer)));
                })
                .flatMap(answer -> invoke(endpoint, "gatherCandidates", JSON.createObjectNode())
                        .then(gathering.done.asMono())
                        .map(candidates -> value(answer) + candidates))
                .timeout(patience, Mono.error(() -> new HttpFailure("Kurento did not end gathering candidates")))
                .doFinally(any -> gatherings.remove(endpoint));
    }

    private Mono<JsonNode> subscribe(String object, String event) {
        return call("subscribe", JSON.createObjectNode().put("object", object).put("type", event));
    }

    private Mono<JsonNode> invoke(String object, String operation, ObjectNode how) {
        ObjectNode parameters = JSON.createObjectNode().put("object", object).put("operation", operation);
        parameters.set("operationParams", how);
        return call("invoke", parameters);
    }

    void release(String object) {
        call("release", JSON.createObjectNode().put("object", object))
                .subscribe(any -> {}, failed -> LOG.debug("{} could not be released: {}", object, failed.getMessage()));
    }

    private Mono<JsonNode> call(String method, ObjectNode parameters) {
        return Mono.defer(() -> {
            int number = numbers.incrementAndGet();
            Sinks.One<JsonNode> answer = Sinks.one();
            pending.put(number, answer);
            HttpFailure known = over;
            if (known != null) {
                answer.tryEmitError(known);
            }
            return socket.asMono()
                    .doOnNext(open -> open.send(request(number, method, parameters)))
                    .then(answer.asMono())
                    .timeout(patience, Mono.error(() -> new HttpFailure("Kurento did not answer '" + method + "'")))
                    .doFinally(any -> pending.remove(number));
        });
    }

    private String request(int number, String method, ObjectNode parameters) {
        ObjectNode request =
                JSON.createObjectNode().put("jsonrpc", "2.0").put("id", number).put("method", method);
        if (!sessionId.isEmpty()) {
            parameters.put("sessionId", sessionId);
        }
        request.set("params", parameters);
        return request.toString();
    }

    @Override
    public void text(String frame) {
        JsonNode message;
        try {
            message = JSON.readTree(frame);
        } catch (JacksonException unlike) {
            ended("Kurento's message is no JSON");
            return;
        }
        if (message.path("method").asString("").equals("onEvent")) {
            happened(message.path("params").path("value"));
        } else {
            answered(message);
        }
    }

    private void answered(JsonNode message) {
        Sinks.One<JsonNode> waiting = pending.get(message.path("id").asInt(-1));
        if (waiting == null) {
            return; // its caller has given up
        }
        JsonNode result = message.path("result");
        String problem = message.path("error").path("message").asString("");
        if (problem.isEmpty()) {
            sessionId = result.path("sessionId").asString(sessionId);
            waiting.tryEmitValue(result);
        } else {
            waiting.tryEmitError(new HttpFailure("Kurento refused: " + problem));
        }
    }

    private void happened(JsonNode event) {
        Gathering gathering = gatherings.get(event.path("object").asString(""));
        if (gathering == null) {
            return;
        }
        if (event.path("type").asString("").equals("IceGatheringDone")) {
            gathering.done.tryEmitValue(gathering.candidates.toString());
            return;
        }
        String candidate =
                event.path("data").path("candidate").path("candidate").asString("");
        if (candidate.startsWith("candidate:") && ++gathering.count <= MOST_CANDIDATES) {
            gathering.candidates.append("a=").append(candidate).append("\r\n");
        }
    }

    @Override
    public void ended(String reason) {
        HttpFailure failure = new HttpFailure(reason);
        over = failure;
        heartbeat.dispose();
        socket.tryEmitError(failure);
        pending.values().forEach(waiting -> waiting.tryEmitError(failure));
        TextSocket open = connection;
        if (open != null) {
            open.close();
        }
    }

    private static String value(@Nullable JsonNode result) {
        return result == null ? "" : result.path("value").asString("");
    }
}
