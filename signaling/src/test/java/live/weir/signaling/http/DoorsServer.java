package live.weir.signaling.http;

import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import live.weir.bridge.engine.MediaEngine;
import live.weir.bridge.engine.embedded.EmbeddedEngineFactory;
import live.weir.signaling.stage.Credentials;
import live.weir.signaling.stage.IceServers;
import live.weir.signaling.whep.WhepEntrance;
import live.weir.signaling.whip.WhipEntrance;
import live.weir.testing.Now;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Both doors on a free port of this machine, with the embedded engine behind them. */
public final class DoorsServer implements AutoCloseable {

    public static final String CHANNEL = OpenAccess.CHANNEL;
    public static final String KEY = OpenAccess.KEY;

    /** Of the house around the doors, which lets no page of another origin in. */
    private static final WebFilter STRICT = new CorsWebFilter(exchange -> null);

    private static final Duration CONSENT = Duration.ofSeconds(10);

    private final MediaEngine engine;
    private final OneEngineHouse house;
    private final Door whip;
    private final Door whep;
    private final DisposableServer server;

    public DoorsServer() {
        this(10_000, Duration.ofSeconds(10));
    }

    /** @param connect how long a client may take to connect */
    DoorsServer(int mostSessions, Duration connect) {
        engine = new EmbeddedEngineFactory()
                .port(0)
                .bind(List.of(InetAddress.getLoopbackAddress()))
                .eventLoops(1)
                .patience(connect, CONSENT)
                .open();
        house = new OneEngineHouse(engine);
        OpenAccess access = new OpenAccess();
        whip = new Door(new WhipEntrance(access, house), new SomeServers(), new Loopback(), mostSessions);
        whep = new Door(new WhepEntrance(access, house), new SomeServers(), new Loopback(), mostSessions);
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle(new ReactorHttpHandlerAdapter(WebHttpHandlerBuilder.webHandler(
                                RouterFunctions.toWebHandler(whip.routes().and(whep.routes())))
                        .filter(new CrossOrigin(), STRICT)
                        .exceptionHandler(DoorsServer::render)
                        .build()))
                .bindNow();
    }

    private static Mono<Void> render(ServerWebExchange exchange, Throwable error) {
        if (!(error instanceof HttpRefused refused)) {
            return Mono.error(error);
        }
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(refused.status());
        refused.headers().forEach(response.getHeaders()::set);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        String body = "{\"type\":\"urn:weir:problem:" + refused.slug() + "\",\"status\":"
                + refused.status().value() + ",\"detail\":\""
                + String.valueOf(refused.getMessage()).replace('"', '\'') + "\"}";
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body.getBytes(StandardCharsets.UTF_8))));
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    public void busy(boolean value) {
        house.busy(value);
    }

    public MediaEngine engine() {
        return engine;
    }

    /** Open ones, by both doors. */
    public int sessions() {
        return whip.sessions() + whep.sessions();
    }

    @Override
    public void close() {
        server.disposeNow();
        Now.done(engine.close());
    }

    private static final class SomeServers implements IceServers {

        @Override
        public List<IceServer> forClient(String name) {
            return List.of(
                    new IceServer(List.of("stun:stun.example.net"), null, null),
                    new IceServer(
                            List.of("turn:turn.example.net?transport=udp", "turns:turn.example.net?transport=tcp"),
                            "1764000000:" + name,
                            "pass\"word\\"));
        }

        @Override
        public boolean relayOnly() {
            return false;
        }
    }

    private static final class Loopback implements ClientView {

        @Override
        public Credentials credentials(ServerHttpRequest request) {
            return CredentialsReader.read(request.getHeaders(), InetAddress.getLoopbackAddress(), Map.of());
        }

        @Override
        public String pathPrefix(ServerHttpRequest request) {
            String prefix = request.getHeaders().getFirst("X-Forwarded-Prefix");
            return prefix == null ? "" : prefix;
        }
    }
}
