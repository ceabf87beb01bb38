package live.weir.bridge.engine.kurento;

import java.time.Duration;

/**
 * How patient the transport is.
 *
 * @param request how long a request may take
 * @param ping how often the server is asked whether it is there; a ping is answered within the same time
 * @param away how long a connection may be gone before what was on the server is given up
 * @param connect how long the handshake may take
 * @param mostInFlight requests under way at once; one more is refused
 * @param mostBytes in a frame; a longer one ends the connection
 */
record RpcSettings(Duration request, Duration ping, Duration away, Duration connect, int mostInFlight, int mostBytes) {

    static RpcSettings defaults() {
        return new RpcSettings(
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                Duration.ofSeconds(3),
                Duration.ofSeconds(3),
                1024,
                1 << 20);
    }
}
