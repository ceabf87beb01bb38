package live.weir.load.http;

import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;
import reactor.util.concurrent.Queues;

/** A WebSocket with text frames. What it hears comes on its event loop; what is too much to send ends it. */
public final class TextSocket implements AutoCloseable {

    private static final int LARGEST_FRAME = 256 * 1024;
    private static final int WAITING = 256;

    private final Sinks.Many<String> out = Sinks.many()
            .unicast()
            .onBackpressureBuffer(Queues.<String>get(WAITING).get());
    private final Listener listener;
    private volatile boolean closed;
    private volatile Disposable connection = () -> {};

    private TextSocket(Listener listener) {
        this.listener = listener;
    }

    /** What comes of a socket. */
    public interface Listener {

        void opened(TextSocket socket);

        void text(String frame);

        /** Once, unless it was closed from here; the reason is one line for the report. */
        void ended(String reason);
    }

    public static TextSocket open(
            HttpCaller caller,
            URI address,
            String protocol,
            Map<String, String> headers,
            Duration patience,
            Listener listener) {
        TextSocket socket = new TextSocket(listener);
        URI allowed = caller.reach().check(address);
        HttpClient client = HttpClient.newConnection()
                .runOn(caller.loops())
                .responseTimeout(patience)
                .headers(all -> headers.forEach(all::set));
        WebsocketClientSpec.Builder spec = WebsocketClientSpec.builder().maxFramePayloadLength(LARGEST_FRAME);
        socket.connection = client.websocket((protocol.isEmpty() ? spec : spec.protocols(protocol)).build())
                .uri(allowed)
                .handle(socket::talk)
                .then()
                .subscribe(
                        any -> {},
                        failed -> socket.end(reason(failed, allowed, patience)),
                        () -> socket.end("The server closed the socket"));
        return socket;
    }

    private static String reason(Throwable failed, URI address, Duration patience) {
        if (failed instanceof WebSocketClientHandshakeException refused) {
            return "The server refused the socket: " + refused.getMessage();
        }
        return String.valueOf(HttpCaller.explained(failed, address, patience).getMessage());
    }

    private Mono<Void> talk(WebsocketInbound in, WebsocketOutbound outbound) {
        listener.opened(this);
        Mono<Void> heard = in.aggregateFrames(LARGEST_FRAME)
                .receive()
                .asString()
                .doOnNext(listener::text)
                .then(in.receiveCloseStatus()
                        .doOnNext(status ->
                                end("The server closed the socket: " + status.code() + " " + status.reasonText())))
                .then();
        Mono<Void> said = outbound.sendString(Flux.from(out.asFlux())).then();
        return Mono.firstWithSignal(heard, said);
    }

    public void send(String frame) {
        Sinks.EmitResult result;
        synchronized (out) {
            result = out.tryEmitNext(frame);
        }
        if (result.isFailure() && !closed) {
            end("The socket takes no more: " + result);
            close();
        }
    }

    private void end(String reason) {
        if (!closed) {
            closed = true;
            listener.ended(reason);
        }
    }

    @Override
    public void close() {
        closed = true;
        synchronized (out) {
            out.tryEmitComplete();
        }
        connection.dispose();
    }
}
