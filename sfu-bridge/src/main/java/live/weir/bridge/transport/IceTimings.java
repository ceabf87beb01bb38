package live.weir.bridge.transport;

import java.time.Duration;

/**
 * How long peers are waited for.
 *
 * @param connect from the registration until media may flow
 * @param consent without an authenticated check or packet (RFC 7675 §5.1 says 30 s)
 * @param firstFrame on a TCP connection, until the first authenticated check
 */
public record IceTimings(Duration connect, Duration consent, Duration firstFrame) {

    public static IceTimings defaults() {
        return new IceTimings(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(5));
    }

    /** How often deadlines are looked at: a small part of the shortest of them. */
    Duration sweep() {
        Duration shortest = connect.compareTo(consent) < 0 ? connect : consent;
        return Duration.ofMillis(Math.max(10, Math.min(1000, shortest.toMillis() / 10)));
    }
}
