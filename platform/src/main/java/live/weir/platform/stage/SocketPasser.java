package live.weir.platform.stage;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.net.URI;
import live.weir.platform.infrastructure.cluster.NodeId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/**
 * Joins a client's WebSocket with one of ours to the owner: frame by frame in both directions, each as fast as the slower
 * side takes it, and how it was closed as well. The owner is asked first, so that the client gets its refusal as it is.
 */
final class SocketPasser {

    private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol";
    private static final int MAX_FRAME = 64 << 10;
    private static final WebSocketCloseStatus COME_BACK = WebSocketCloseStatus.SERVICE_RESTART;
    private static final WebSocketCloseStatus CLIENT_GONE = WebSocketCloseStatus.ENDPOINT_UNAVAILABLE;

    private final PassingClient client;
    private final NodeGuards guards;
    private final RequestPasser requests;
    private final PassingMeters meters;

    SocketPasser(PassingClient client, NodeGuards guards, RequestPasser requests, PassingMeters meters) {
        this.client = client;
        this.guards = guards;
        this.requests = requests;
        this.meters = meters;
    }

    Mono<Void> pass(ServerWebExchange exchange, NodeId owner, URI url) {
        ServerHttpRequest request = exchange.getRequest();
        String wanted = String.join(",", request.getHeaders().getOrEmpty(SUBPROTOCOL));
        return requests.headers(request)
                .flatMap(headers -> guards.of(owner, url)
                        .call(client.open(socket(RequestPasser.target(url, request)), netty(headers), wanted)))
                .doOnError(error -> meters.requestFailed())
                .flatMap(opened -> join(exchange.getResponse(), opened))
                .onErrorResume(
                        WebSocketClientHandshakeException.class, refused -> refuse(exchange.getResponse(), refused));
    }

    private static URI socket(URI http) {
        return URI.create("ws" + http.toString().substring("http".length()));
    }

    private static DefaultHttpHeaders netty(HttpHeaders headers) {
        DefaultHttpHeaders copied = new DefaultHttpHeaders();
        headers.forEach(copied::add);
        return copied;
    }

    private Mono<Void> join(ServerHttpResponse response, Connection opened) {
        WebsocketInbound fromOwner = (WebsocketInbound) opened.inbound();
        WebsocketOutbound toOwner = (WebsocketOutbound) opened.outbound();
        HttpServerResponse server = ServerHttpResponseDecorator.getNativeResponse(response);
        // The headers that filters have set are written with the upgrade, and what sendWebsocket returns ends with the
        // upgrade, not with the socket.
        return response.setComplete()
                .then(Mono.defer(() -> server.sendWebsocket(
                        (fromClient, toClient) -> counted(joined(fromClient, toClient, fromOwner, toOwner))
                                .doFinally(end -> opened.dispose()),
                        spec(fromOwner.selectedSubprotocol()))))
                .doOnError(error -> opened.dispose())
                .doOnCancel(opened::dispose);
    }

    private Mono<Void> counted(Mono<Void> socket) {
        return Mono.defer(() -> {
            meters.socketOpened();
            return socket.doFinally(end -> meters.socketClosed());
        });
    }

    private static WebsocketServerSpec spec(@Nullable String subprotocol) {
        WebsocketServerSpec.Builder spec = WebsocketServerSpec.builder().maxFramePayloadLength(MAX_FRAME);
        return (subprotocol == null ? spec : spec.protocols(subprotocol)).build();
    }

    /** Whichever side ends first, the other is told how, after all that was said before. */
    private static Mono<Void> joined(
            WebsocketInbound fromClient,
            WebsocketOutbound toClient,
            WebsocketInbound fromOwner,
            WebsocketOutbound toOwner) {
        return Mono.firstWithSignal(
                        ended(fromClient, toOwner).map(how -> close(toOwner, how, CLIENT_GONE)),
                        ended(fromOwner, toClient).map(how -> close(toClient, how, COME_BACK)))
                .flatMap(closing -> closing);
    }

    /** Relays all frames; completes with how the sender closed, which is abnormally if it said nothing. */
    private static Mono<WebSocketCloseStatus> ended(WebsocketInbound from, WebsocketOutbound to) {
        return to.sendObject(SteadyFrames.of(from.receiveFrames()))
                .then()
                .onErrorComplete() // the other direction tells how that one ended
                .then(Mono.defer(from::receiveCloseStatus))
                .onErrorComplete()
                .defaultIfEmpty(WebSocketCloseStatus.ABNORMAL_CLOSURE);
    }

    private static Mono<Void> close(WebsocketOutbound to, WebSocketCloseStatus how, WebSocketCloseStatus broken) {
        WebSocketCloseStatus told = how.equals(WebSocketCloseStatus.ABNORMAL_CLOSURE) ? broken : how;
        Mono<Void> closing = WebSocketCloseStatus.isValidStatusCode(told.code())
                ? to.sendClose(told.code(), told.reasonText())
                : to.sendClose(); // the code for no code is never sent
        return closing.onErrorComplete(); // who is told is gone already
    }

    private static Mono<Void> refuse(ServerHttpResponse response, WebSocketClientHandshakeException refused) {
        HttpResponse answer = refused.response();
        response.setStatusCode(
                HttpStatusCode.valueOf(answer == null ? 502 : answer.status().code()));
        String retryAfter = answer == null ? null : answer.headers().get(HttpHeaders.RETRY_AFTER);
        if (retryAfter != null) {
            response.getHeaders().set(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        return response.setComplete();
    }
}
