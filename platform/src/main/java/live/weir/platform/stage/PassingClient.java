package live.weir.platform.stage;

import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import live.weir.platform.resilience.Knock;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.resources.ConnectionProvider;

/** The HTTP client between nodes, on the server's own event loops. Its connections are its bound. */
final class PassingClient implements DisposableBean {

    private static final int CONNECT_MILLIS = 1_000;
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofSeconds(20);
    private static final int WAITING = 1_000;

    /** What the stage socket's page promises to clients, and room for what a stage says of itself. */
    private static final int MAX_FRAME = 1 << 20;

    private final ReactorResourceFactory resources;
    private final ConnectionProvider connections;

    PassingClient(ReactorResourceFactory resources, StageSettings settings) {
        this.resources = resources;
        this.connections = ConnectionProvider.builder("weir-passing")
                .maxConnections(settings.maxPassed())
                .pendingAcquireMaxCount(WAITING)
                .pendingAcquireTimeout(Duration.ofSeconds(2))
                .maxIdleTime(IDLE)
                .build();
    }

    Mono<ClientHttpResponse> exchange(HttpMethod method, URI uri, Function<ClientHttpRequest, Mono<Void>> request) {
        return new ReactorClientHttpConnector(http().responseTimeout(ANSWER)).connect(method, uri, request);
    }

    /** An open WebSocket; whoever asked for it disposes of it. */
    Mono<Connection> open(URI uri, HttpHeaders headers, String subprotocols) {
        WebsocketClientSpec.Builder spec = WebsocketClientSpec.builder().maxFramePayloadLength(MAX_FRAME);
        if (!subprotocols.isEmpty()) {
            spec.protocols(subprotocols);
        }
        return http().headers(all -> all.add(headers))
                .websocket(spec.build())
                .uri(uri)
                .connect()
                .cast(Connection.class);
    }

    /** Whether anybody is there. */
    Mono<Void> knock(URI url) {
        return Knock.at(url, resources.getLoopResources(), CONNECT_MILLIS);
    }

    private HttpClient http() {
        return HttpClient.create(connections)
                .runOn(resources.getLoopResources())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
    }

    @Override
    public void destroy() {
        connections.dispose();
    }
}
