package live.weir.bridge.forward.estimate;

import java.util.concurrent.TimeUnit;

/**
 * Gathers packets into groups that were sent together, and compares the spacing of two groups at both ends
 * (draft-ietf-rmcat-gcc-02 §5.2): single packets say too little, since paths deliver in clumps.
 */
final class PacketGroups {

    private static final long BURST = TimeUnit.MILLISECONDS.toNanos(5);
    /** Packets that arrive back to back were held up together, if not for longer than this. */
    private static final long MAX_CLUMP = TimeUnit.MILLISECONDS.toNanos(100);
    /** After such a leap the peer's clock was set, or the path was dead: compare nothing across it. */
    private static final long MAX_GAP = TimeUnit.SECONDS.toNanos(3);

    private boolean open;
    private long firstSent;
    private long lastSent;
    private long firstArrival;
    private long lastArrival;

    private boolean closed;
    private long closedSent;
    private long closedArrival;

    private long sentDelta;
    private long arrivalDelta;

    /** Takes a packet in. True: it began a group, and the one before can be compared with its predecessor. */
    boolean add(long sentNanos, long arrivalNanos) {
        if (!open) {
            begin(sentNanos, arrivalNanos);
            return false;
        }
        if (sentNanos < firstSent) {
            return false;
        }
        if (belongs(sentNanos, arrivalNanos)) {
            lastSent = Math.max(lastSent, sentNanos);
            lastArrival = Math.max(lastArrival, arrivalNanos);
            return false;
        }
        boolean comparable = closed && compare();
        closed = true;
        closedSent = lastSent;
        closedArrival = lastArrival;
        begin(sentNanos, arrivalNanos);
        return comparable;
    }

    long sentDelta() {
        return sentDelta;
    }

    long arrivalDelta() {
        return arrivalDelta;
    }

    /** When the last compared group had arrived. */
    long arrival() {
        return closedArrival;
    }

    private boolean compare() {
        sentDelta = lastSent - closedSent;
        arrivalDelta = lastArrival - closedArrival;
        return arrivalDelta >= 0 && Math.abs(arrivalDelta - sentDelta) < MAX_GAP;
    }

    private boolean belongs(long sentNanos, long arrivalNanos) {
        if (sentNanos - firstSent <= BURST) {
            return true;
        }
        long apart = arrivalNanos - lastArrival;
        boolean caughtUp = apart < sentNanos - lastSent;
        return caughtUp && apart <= BURST && arrivalNanos - firstArrival < MAX_CLUMP;
    }

    private void begin(long sentNanos, long arrivalNanos) {
        open = true;
        firstSent = sentNanos;
        lastSent = sentNanos;
        firstArrival = arrivalNanos;
        lastArrival = arrivalNanos;
    }
}
