package live.weir.bridge.transport;

import java.time.Duration;

/**
 * How many handshakes a port takes on.
 *
 * @param threads handshakes under way; most of their time they wait for the peer
 * @param waiting further ones that wait for a thread; beyond that they are refused, and the peer asks again
 * @param timeout from the first message to the last
 */
public record HandshakeLimits(int threads, int waiting, Duration timeout) {

    public static HandshakeLimits defaults() {
        return new HandshakeLimits(32, 512, Duration.ofSeconds(15));
    }
}
