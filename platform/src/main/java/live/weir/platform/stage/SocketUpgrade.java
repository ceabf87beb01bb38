package live.weir.platform.stage;

import java.util.Map;
import java.util.function.Supplier;
import live.weir.signaling.socket.StageUpgrade;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.socket.HandshakeInfo;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.server.RequestUpgradeStrategy;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** How sockets begin: with bounded frames, with a connection that can be cut, and knowing where the client comes from. */
@Component
class SocketUpgrade implements WebFluxConfigurer, RequestUpgradeStrategy {

    static final String FROM = SocketUpgrade.class.getName() + ".from";

    private final StageUpgrade upgrade = new StageUpgrade();
    private final DoorCredentials credentials;

    SocketUpgrade(DoorCredentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public WebSocketService getWebSocketService() {
        return new HandshakeWebSocketService(this);
    }

    @Override
    public Mono<Void> upgrade(
            ServerWebExchange exchange,
            WebSocketHandler handler,
            @Nullable String subProtocol,
            Supplier<HandshakeInfo> handshake) {
        return upgrade.upgrade(exchange, handler, subProtocol, () -> with(exchange, handshake.get()));
    }

    private HandshakeInfo with(ServerWebExchange exchange, HandshakeInfo plain) {
        return new HandshakeInfo(
                plain.getUri(),
                plain.getHeaders(),
                plain.getCookies(),
                plain.getPrincipal(),
                plain.getSubProtocol(),
                plain.getRemoteAddress(),
                Map.of(FROM, credentials.of(exchange.getRequest())),
                plain.getLogPrefix());
    }
}
