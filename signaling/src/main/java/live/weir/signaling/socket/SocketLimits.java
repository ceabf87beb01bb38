package live.weir.signaling.socket;

import java.time.Duration;

/**
 * The bounds of one socket.
 *
 * @param burst messages at once
 * @param perSecond messages after that
 * @param helloPatience how long a socket may be open without a seat
 * @param silence how long a socket may say nothing at all
 * @param framesWaiting for a client that reads slowly
 * @param bytesWaiting likewise
 * @param closePatience how long a client may take to read the last word
 */
public record SocketLimits(
        int burst,
        int perSecond,
        Duration helloPatience,
        Duration silence,
        int framesWaiting,
        int bytesWaiting,
        Duration closePatience) {

    public static SocketLimits defaults() {
        return new SocketLimits(
                40, 10, Duration.ofSeconds(10), Duration.ofSeconds(45), 256, 1 << 20, Duration.ofSeconds(5));
    }
}
