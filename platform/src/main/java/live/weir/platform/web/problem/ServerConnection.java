package live.weir.platform.web.problem;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;

/** The connection under an exchange; none in tests that drive handlers without a server. */
record ServerConnection(@Nullable HttpServerRequest request) {

    static ServerConnection of(ServerWebExchange exchange) {
        return new ServerConnection(nativeRequest(exchange.getRequest()));
    }

    private static @Nullable HttpServerRequest nativeRequest(ServerHttpRequest request) {
        try {
            Object nativeRequest = ServerHttpRequestDecorator.getNativeRequest(request);
            return nativeRequest instanceof HttpServerRequest served ? served : null;
        } catch (IllegalArgumentException notServed) {
            return null;
        }
    }

    boolean isGone() {
        boolean[] gone = {true};
        if (request != null) {
            request.withConnection(connection -> gone[0] = !connection.channel().isActive());
        }
        return gone[0];
    }

    void cut() {
        if (request != null) {
            request.withConnection(Connection::dispose);
        }
    }
}
