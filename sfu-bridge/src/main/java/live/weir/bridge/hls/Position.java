package live.weir.bridge.hls;

/**
 * How far a rendition is: the last part that is there, as one number that grows.
 *
 * <pre>
 * media sequence number | 12 bits: index of the part in its segment, or {@link #WHOLE} once that is complete
 * </pre>
 */
final class Position {

    static final int MOST_PARTS = 4_000;
    static final int WHOLE = 4_095;
    private static final int BITS = 12;

    private Position() {}

    static long of(long msn, int part) {
        return msn << BITS | part;
    }

    static long msn(long position) {
        return position >> BITS;
    }

    static int part(long position) {
        return (int) (position & WHOLE);
    }
}
