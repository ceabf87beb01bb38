package live.weir.signaling.socket;

import io.netty.channel.Channel;
import java.util.function.Supplier;
import live.weir.signaling.protocol.StageCodec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.reactive.socket.HandshakeInfo;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;

/**
 * Upgrades to WebSockets that can be cut off. A close frame waits behind what the client has not read yet, for as long as
 * the client likes; its connection does not.
 */
public final class StageUpgrade extends ReactorNettyRequestUpgradeStrategy {

    private static final String CHANNEL = StageUpgrade.class.getName() + ".channel";

    public StageUpgrade() {
        super(() -> WebsocketServerSpec.builder().maxFramePayloadLength(StageCodec.LARGEST_FRAME));
    }

    @Override
    public Mono<Void> upgrade(
            ServerWebExchange exchange,
            WebSocketHandler handler,
            @Nullable String subProtocol,
            Supplier<HandshakeInfo> handshake) {
        HttpServerResponse response = ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
        return super.upgrade(
                exchange,
                session -> {
                    response.withConnection(
                            connection -> session.getAttributes().put(CHANNEL, connection.channel()));
                    return handler.handle(session);
                },
                subProtocol,
                handshake);
    }

    /** Without another word, where the connection is known. */
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it to be gone
    static void cutOff(WebSocketSession session) {
        if (session.getAttributes().get(CHANNEL) instanceof Channel channel) {
            channel.close();
        }
    }
}
