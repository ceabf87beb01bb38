package live.weir.bridge.forward.receive;

/** Tells the place of a packet in its stream, and a restarted stream from a stray packet (RFC 3550 A.1). */
final class SequenceGate {

    enum Place {
        FIRST,
        AHEAD,
        BEHIND,
        STRAY,
        RESTART
    }

    private static final long NONE = Long.MIN_VALUE;

    private final int maxAhead;
    private final int maxBehind;
    private long highest = NONE;
    private long afterStray = NONE;

    SequenceGate(int maxAhead, int maxBehind) {
        this.maxAhead = maxAhead;
        this.maxBehind = maxBehind;
    }

    /** Judges a packet; after FIRST, AHEAD and RESTART it is the highest. One far-off packet is a stray, two in a row restart. */
    Place judge(long sequence) {
        if (highest == NONE) {
            return moveTo(sequence, Place.FIRST);
        }
        long ahead = sequence - highest;
        if (ahead > 0 && ahead <= maxAhead) {
            return moveTo(sequence, Place.AHEAD);
        }
        if (ahead <= 0 && ahead > -maxBehind) {
            return Place.BEHIND;
        }
        if (sequence == afterStray) {
            return moveTo(sequence, Place.RESTART);
        }
        afterStray = sequence + 1;
        return Place.STRAY;
    }

    boolean isStarted() {
        return highest != NONE;
    }

    long highest() {
        return highest;
    }

    private Place moveTo(long sequence, Place place) {
        highest = sequence;
        afterStray = NONE;
        return place;
    }
}
