package live.weir.bridge.rtp;

/**
 * Makes of a stream's 32-bit RTP timestamps 64-bit ones, each the nearest to the newest so far; the low 32 bits stay as they
 * were. One per stream and event loop.
 */
public final class TimestampUnwrapper {

    /** As with sequence numbers: room below, so that nothing is negative. */
    private static final long FIRST_CYCLE = 1L << 32;

    private boolean started;
    private long newest;

    public long unwrap(int timestamp) {
        if (!started) {
            started = true;
            newest = FIRST_CYCLE + Integer.toUnsignedLong(timestamp);
            return newest;
        }
        long value = nearest(timestamp);
        newest = Math.max(newest, value);
        return value;
    }

    /** The full timestamp nearest to the newest one; changes nothing. */
    public long nearest(int timestamp) {
        return newest + (timestamp - (int) newest);
    }

    public long newest() {
        return newest;
    }
}
