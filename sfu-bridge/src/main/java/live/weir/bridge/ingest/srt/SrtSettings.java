package live.weir.bridge.ingest.srt;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The door, and how much of it one caller gets.
 *
 * @param address where it listens; port 0 for any
 * @param connections at once, from everybody
 * @param perAddress at once, from one address
 * @param latency how long a lost packet is waited for at least; callers may ask for more, up to {@link #MOST_LATENCY}
 * @param gone after which a caller of whom nothing at all is heard is gone
 * @param silence after which a caller that sends no media is gone
 * @param bytesPerSecond what one connection may send, on the average of two seconds
 * @param passphrase with it all must encrypt, and without it nobody
 */
public record SrtSettings(
        InetSocketAddress address,
        int connections,
        int perAddress,
        Duration latency,
        Duration gone,
        Duration silence,
        long bytesPerSecond,
        @Nullable String passphrase) {

    public static final Duration LEAST_LATENCY = Duration.ofMillis(20);
    public static final Duration MOST_LATENCY = Duration.ofSeconds(8);

    /** Without the passphrase. */
    @Override
    public String toString() {
        return "SrtSettings[" + address + "]";
    }
}
