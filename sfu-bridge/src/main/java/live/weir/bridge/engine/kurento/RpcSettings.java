package live.weir.bridge.engine.kurento;

import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How patient the transport is.
 *
 * @param request how long a request may take
 * @param ping how often the server is asked whether it is there; a ping is answered within the same time
 * @param away how long a connection may be gone before what was on the server is given up
 * @param connect how long the handshake may take
 * @param mostInFlight requests under way at once; one more is refused
 * @param mostBytes in a frame; a longer one ends the connection
 * @param trusted whom servers' certificates may be signed by; null for those that the JVM trusts
 */
record RpcSettings(
        Duration request,
        Duration ping,
        Duration away,
        Duration connect,
        int mostInFlight,
        int mostBytes,
        @Nullable SslContext trusted) {

    static RpcSettings defaults() {
        return new RpcSettings(
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                Duration.ofSeconds(3),
                Duration.ofSeconds(3),
                1024,
                1 << 20,
                null);
    }

    RpcSettings withPatience(Duration newRequest, Duration newPing, Duration newAway) {
        return new RpcSettings(newRequest, newPing, newAway, connect, mostInFlight, mostBytes, trusted);
    }

    RpcSettings withTrusted(SslContext context) {
        return new RpcSettings(request, ping, away, connect, mostInFlight, mostBytes, context);
    }
}
