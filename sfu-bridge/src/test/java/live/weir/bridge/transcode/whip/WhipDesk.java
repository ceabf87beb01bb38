package live.weir.bridge.transcode.whip;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import live.weir.bridge.engine.MediaStage;
import live.weir.bridge.engine.PerformerId;
import live.weir.bridge.engine.PublishSession;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** The least of a WHIP server: takes offers that carry its key, for one stage. */
public final class WhipDesk implements AutoCloseable {

    public static final String KEY = "wk_for-this-test";

    private final MediaStage stage;
    private final DisposableServer server;
    private final BlockingQueue<PublishSession> sessions = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

    private WhipDesk(MediaStage stage, int port) {
        this.stage = stage;
        this.server = HttpServer.create()
                .host(InetAddress.getLoopbackAddress().getHostAddress())
                .port(port)
                .route(routes -> routes.post("/whip/demo", this::publish).delete("/whip/demo/session", this::leave))
                .bindNow();
    }

    public static WhipDesk open(MediaStage stage) {
        return new WhipDesk(stage, 0);
    }

    public static WhipDesk open(MediaStage stage, int port) {
        return new WhipDesk(stage, port);
    }

    public int port() {
        return server.port();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port() + "/whip/demo");
    }

    /** Sessions as they were answered. */
    public BlockingQueue<PublishSession> sessions() {
        return sessions;
    }

    /** What came, as {@code POST 201}. */
    public BlockingQueue<String> requests() {
        return requests;
    }

    private Mono<Void> publish(HttpServerRequest request, HttpServerResponse response) {
        if (!("Bearer " + KEY).equals(request.requestHeaders().get("Authorization"))) {
            return answer(response, "POST", 401, null);
        }
        return request.receive()
                .aggregate()
                .asString()
                .flatMap(offer -> stage.publish(new PerformerId("demo"), offer))
                .flatMap(session -> {
                    sessions.add(session);
                    response.header("Location", "/whip/demo/session");
                    response.header("Content-Type", "application/sdp");
                    return answer(response, "POST", 201, session.localDescription());
                });
    }

    private Mono<Void> leave(HttpServerRequest request, HttpServerResponse response) {
        return answer(response, "DELETE", 200, null);
    }

    private Mono<Void> answer(HttpServerResponse response, String method, int status, @Nullable String body) {
        requests.add(method + " " + status);
        response.status(status);
        return body == null
                ? response.send()
                : response.sendString(Mono.just(body)).then();
    }

    @Override
    public void close() {
        server.disposeNow();
        List.copyOf(sessions).forEach(session -> session.close().block());
    }
}
