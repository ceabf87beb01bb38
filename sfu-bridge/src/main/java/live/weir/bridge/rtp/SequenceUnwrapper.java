package live.weir.bridge.rtp;

/**
 * Makes of a stream's 16-bit sequence numbers ever-growing ones whose low 16 bits are the number on the wire. One per stream
 * and event loop.
 *
 * <p>A number far off is a stray until the one after it follows, and then a restart of the sender (RFC 3550 appendix A.1):
 * from there on numbers go on upwards, and {@link #restarted()} says so once. A stray is told as the nearest number and does
 * not move {@link #newest()}.
 */
public final class SequenceUnwrapper {

    /** RFC 3550's MAX_DROPOUT. */
    private static final int FURTHEST_AHEAD = 3_000;

    /** More than RFC 3550's 100: what is sent again under its own number may be as old as a peer's buffer is long. */
    private static final int FURTHEST_BEHIND = 1_000;

    /** Starting in the second cycle keeps what is older than the first packet from being negative. */
    private static final long FIRST_CYCLE = 0x10000;

    private static final int NONE = -1;

    private boolean started;
    private boolean restarted;
    private long newest;
    private int suspect = NONE;

    public long unwrap(int sequence) {
        restarted = false;
        if (!started) {
            started = true;
            newest = FIRST_CYCLE + sequence;
            return newest;
        }
        long value = nearest(sequence);
        if (value > newest + FURTHEST_AHEAD || value < newest - FURTHEST_BEHIND) {
            return judge(sequence, value);
        }
        suspect = NONE;
        newest = Math.max(newest, value);
        return value;
    }

    private long judge(int sequence, long value) {
        if (sequence != suspect) {
            suspect = Sequences.next(sequence);
            return value;
        }
        suspect = NONE;
        restarted = true;
        newest += (sequence - newest) & 0xFFFF;
        return newest;
    }

    /** The full number nearest to the newest one, for a number that somebody else names; changes nothing. */
    public long nearest(int sequence) {
        return newest + Sequences.distance((int) newest, sequence);
    }

    /** Whether the last number unwrapped was the first of a restarted stream. */
    public boolean restarted() {
        return restarted;
    }

    public boolean started() {
        return started;
    }

    public long newest() {
        return newest;
    }
}
