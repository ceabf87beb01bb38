package live.weir.bridge.hls;

import java.time.Duration;

/**
 * How a program is packed.
 *
 * @param key stands in the addresses and tags of all that is served, so that no cache takes one broadcast of a channel for
 *     another; who goes on with a broadcast takes its key again, and numbers that were never used
 * @param target of a segment; a whole number of seconds
 * @param window how far back viewers can seek
 * @param memory bytes of parts that are held at most; what is older lies on the shelf
 * @param waiting requests that may be blocked at a time
 * @param from where numbers begin
 */
public record PackagerSettings(String key, Duration target, Duration window, long memory, int waiting, Numbering from) {

    public PackagerSettings {
        if (target.toSeconds() < 1 || target.toNanosPart() != 0) {
            throw new IllegalArgumentException("A segment's target is a whole number of seconds");
        }
    }

    public static PackagerSettings of(String key) {
        return new PackagerSettings(
                key, Duration.ofSeconds(2), Duration.ofMinutes(30), 64 << 20, 50_000, Numbering.FIRST);
    }

    /** After so long a blocked request is let go (rfc8216bis §6.2.5.2). */
    Duration patience() {
        return target.multipliedBy(3);
    }
}
