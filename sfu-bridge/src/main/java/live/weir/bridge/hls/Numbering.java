package live.weir.bridge.hls;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a packager begins to count. Of one broadcast several may be made one after another, on nodes that know nothing of each
 * other's last numbers; yet players go on with the same playlists, and caches must never take one part for another. So who goes on
 * begins where nobody before can have come to: time alone tells, by more numbers than anybody uses in it.
 *
 * @param msn media sequence number of the first segment
 * @param part number of the first part
 * @param run discontinuity sequence number of the first run
 * @param zero from when times count that players take relative to a beginning; null for that of the first run
 */
public record Numbering(
        long msn, long part, int run, @Nullable Instant zero) {

    public static final Numbering FIRST = new Numbering(0, 0, 0, null);

    /** A segment is cut at a keyframe after four fifths of its target at the earliest. */
    private static final double SEGMENTS_A_TARGET = 1 / 0.75;

    /** Twice as many as the shortest parts make that a program may have. */
    private static final long SHORTEST_PART_MILLIS = 50;

    /** The first of a second run of a moment may have been cut short. */
    private static final int AT_LEAST = 2;

    public Numbering {
        if (msn < 0 || part < 0 || run < 0) {
            throw new IllegalArgumentException("Numbers begin at 0");
        }
    }

    /**
     * @param began when the broadcast did
     * @param onAir for how long others have made it
     * @param target of a segment
     */
    public static Numbering after(Instant began, Duration onAir, Duration target) {
        if (onAir.isNegative() || onAir.isZero()) {
            return new Numbering(0, 0, 0, began);
        }
        double targets = (double) onAir.toMillis() / target.toMillis();
        long segments = AT_LEAST + (long) Math.ceil(targets * SEGMENTS_A_TARGET);
        return new Numbering(
                segments,
                AT_LEAST + onAir.toMillis() / SHORTEST_PART_MILLIS,
                (int) Math.min(segments, Integer.MAX_VALUE),
                began);
    }
}
