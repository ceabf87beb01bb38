package live.weir.load.janus;

import io.netty.handler.codec.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import live.weir.load.http.HttpCaller;
import live.weir.load.http.HttpFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A handle of the video room's plugin in a session of its own, by Janus' HTTP interface. It is kept alive until it is closed. */
final class JanusHandle {

    /** What goes with a message: an offer or an answer. */
    record Description(String type, String sdp) {}

    private static final Logger LOG = LoggerFactory.getLogger(JanusHandle.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, String> HEADERS = Map.of("Content-Type", "application/json");
    private static final int LARGEST = 256 * 1024;

    /** Janus forgets a session after a minute in which nothing is asked of it. */
    private static final Duration ALIVE = Duration.ofSeconds(25);

    private final HttpCaller http;
    private final Duration patience;
    private final URI session;
    private final URI handle;
    private final Disposable heartbeat;

    private JanusHandle(HttpCaller http, Duration patience, URI session, URI handle) {
        this.http = http;
        this.patience = patience;
        this.session = session;
        this.handle = handle;
        this.heartbeat = Flux.interval(ALIVE)
                .onBackpressureDrop()
                .concatMap(any -> post(http, patience, session, request("keepalive"))
                        .onErrorComplete()) // a server that is gone is seen by its media
                .subscribe();
    }

    static Mono<JanusHandle> attach(HttpCaller http, URI server, Duration patience) {
        return post(http, patience, server, request("create"))
                .map(created -> below(server, created))
                .flatMap(session -> post(
                                http, patience, session, request("attach").put("plugin", "janus.plugin.videoroom"))
                        .map(attached -> new JanusHandle(http, patience, session, below(session, attached))));
    }

    private static URI below(URI address, JsonNode answer) {
        long id = answer.path("data").path("id").asLong();
        if (id == 0) {
            throw new HttpFailure("Janus' answer has no id");
        }
        return URI.create(address + "/" + id);
    }

    static String description(JsonNode event) {
        return event.path("jsep").path("sdp").asString("");
    }

    /** Gives the event that brings a description. */
    Mono<JsonNode> ask(String body, @Nullable Description description) {
        return tell(body, description).then(Mono.defer(this::nextEvent)).timeout(patience);
    }

    Mono<JsonNode> tell(String body, @Nullable Description description) {
        ObjectNode message = request("message");
        message.set("body", JSON.readTree(body));
        if (description != null) {
            message.putObject("jsep").put("type", description.type()).put("sdp", description.sdp());
        }
        return post(http, patience, handle, message);
    }

    private Mono<JsonNode> nextEvent() {
        return http.get(URI.create(session + "?maxev=1"), Map.of(), patience, LARGEST)
                .map(reply -> read(reply.text()))
                .flatMap(event -> description(event).isEmpty() ? nextEvent() : Mono.just(event));
    }

    private static ObjectNode request(String kind) {
        return JSON.createObjectNode().put("janus", kind).put("transaction", kind);
    }

    private static Mono<JsonNode> post(HttpCaller http, Duration patience, URI address, JsonNode message) {
        return http.send(HttpMethod.POST, address, HEADERS, message.toString(), patience, LARGEST)
                .map(reply -> {
                    if (reply.status() != 200) {
                        throw new HttpFailure("Janus answered " + reply.describe());
                    }
                    return read(reply.text());
                });
    }

    /** Errors with Janus' own words. */
    private static JsonNode read(String text) {
        JsonNode answer;
        try {
            answer = JSON.readTree(text);
        } catch (JacksonException unlike) {
            throw new HttpFailure("Janus' answer is no JSON");
        }
        String problem = answer.path("error").path("reason").asString("");
        if (problem.isEmpty()) {
            problem = answer.path("plugindata").path("data").path("error").asString("");
        }
        if (!problem.isEmpty()) {
            throw new HttpFailure("Janus refused: " + problem);
        }
        return answer;
    }

    void close() {
        heartbeat.dispose();
        post(http, patience, session, request("destroy"))
                .subscribe(any -> {}, failed -> LOG.debug("A session could not be destroyed: {}", failed.getMessage()));
    }
}
