package live.weir.bridge.forward.receive;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Finds the gaps in a received stream and says which packets to ask for again (generic NACK, RFC 4585), and when to stop
 * asking and want a keyframe instead.
 */
public final class LossDetector {

    /** What the detector wants done. */
    public interface Repair {

        /** Ask for this packet now. Calls come in ascending order within one {@link #request}. */
        void resend(long sequence);

        /** Packets are lost for good: only a keyframe helps. */
        void refresh();
    }

    private static final int WINDOW = 1024;
    private static final int MASK = WINDOW - 1;
    private static final long NEVER = Long.MAX_VALUE;
    private static final long MIN_INTERVAL = TimeUnit.MILLISECONDS.toNanos(15);
    private static final long MAX_INTERVAL = TimeUnit.MILLISECONDS.toNanos(400);
    private static final long FIRST_GUESS = TimeUnit.MILLISECONDS.toNanos(100);

    private final LossPolicy policy;
    private final SequenceGate gate = new SequenceGate(WINDOW - 1, WINDOW);
    private final boolean[] open = new boolean[WINDOW];
    private final byte[] tries = new byte[WINDOW];
    private final long[] sinceNanos = new long[WINDOW];
    private final long[] dueNanos = new long[WINDOW];

    private int missing;
    /** No open packet is older than this one. */
    private long oldest;
    /** The next scan that can find something: by time, or by the highest number received. */
    private long scanNanos = NEVER;

    private long scanSequence = NEVER;
    private long intervalNanos = FIRST_GUESS;
    private boolean refreshWanted;
    /** The first packet of the newest keyframe. */
    private long keyframe = Long.MIN_VALUE;

    private long lost;
    private long reordered;
    private long recovered;
    private long abandoned;
    private long requests;

    public LossDetector(LossPolicy policy) {
        this.policy = policy;
    }

    /** A packet came on the stream's own SSRC. */
    public void receive(long sequence, long nowNanos) {
        long before = gate.highest();
        switch (gate.judge(sequence)) {
            case FIRST -> startAt(sequence);
            case RESTART -> {
                refreshWanted = true;
                startAt(sequence);
            }
            case AHEAD -> openBetween(before, sequence, nowNanos);
            case BEHIND -> close(sequence);
            case STRAY -> {}
        }
    }

    /** A packet came by RTX, or as a copy in another. False: it was not missing (any more). */
    public boolean recover(long sequence) {
        long behind = gate.highest() - sequence;
        if (behind < 0 || behind >= WINDOW || !open[slot(sequence)]) {
            return false;
        }
        lost += tries[slot(sequence)] == 0 ? 1 : 0;
        recovered++;
        drop(sequence);
        return true;
    }

    public void roundTrip(long nanos) {
        intervalNanos = Math.max(MIN_INTERVAL, Math.min(MAX_INTERVAL, nanos + nanos / 4));
    }

    /**
     * A keyframe begins here. What is missing before it is still asked for, so that the pictures until then are shown; but if
     * it does not come, no other keyframe is needed for that.
     */
    public void keyframe(long sequence) {
        refreshWanted = false;
        keyframe = Math.max(keyframe, sequence);
    }

    /** What is missing before is not to be had any more: its source is another. */
    public void forgetBefore(long sequence) {
        refreshWanted = false;
        for (long old = oldest; missing > 0 && old < sequence && old <= gate.highest(); old++) {
            if (open[slot(old)]) {
                drop(old);
            }
        }
        oldest = Math.max(oldest, sequence);
    }

    /** Says what to ask for now. Cheap when there is nothing to say: call it after each packet, or every few milliseconds. */
    public void request(long nowNanos, Repair repair) {
        if (missing > 0 && (nowNanos >= scanNanos || gate.highest() >= scanSequence)) {
            scan(nowNanos, repair);
        }
        if (refreshWanted) {
            refreshWanted = false;
            repair.refresh();
        }
    }

    /** When {@link #request} has something to say at the latest; {@code Long.MAX_VALUE} when nothing is missing. */
    public long nextRequestNanos() {
        return missing == 0 ? NEVER : scanNanos;
    }

    public int missing() {
        return missing;
    }

    /** Packets for which at least one request was made, or of which a copy came first. */
    public long lost() {
        return lost;
    }

    /** Packets that came late by themselves, before anyone asked for them. */
    public long reordered() {
        return reordered;
    }

    public long recovered() {
        return recovered;
    }

    public long abandoned() {
        return abandoned;
    }

    public long requests() {
        return requests;
    }

    private void scan(long nowNanos, Repair repair) {
        scanNanos = NEVER;
        scanSequence = NEVER;
        long highest = gate.highest();
        long firstOpen = highest + 1;
        for (long sequence = oldest; sequence <= highest; sequence++) {
            if (open[slot(sequence)] && !isHopeless(sequence, nowNanos)) {
                firstOpen = Math.min(firstOpen, sequence);
                ask(sequence, nowNanos, repair);
            }
        }
        oldest = firstOpen;
    }

    private void ask(long sequence, long nowNanos, Repair repair) {
        int slot = slot(sequence);
        boolean overtaken = tries[slot] == 0 && gate.highest() - sequence >= policy.tolerance();
        if (overtaken || nowNanos >= dueNanos[slot]) {
            lost += tries[slot] == 0 ? 1 : 0;
            tries[slot]++;
            requests++;
            dueNanos[slot] = nowNanos + intervalNanos;
            repair.resend(sequence);
        } else if (tries[slot] == 0) {
            scanSequence = Math.min(scanSequence, sequence + policy.tolerance());
        }
        long expiry = sinceNanos[slot] + policy.maxAgeNanos() + 1;
        scanNanos = Math.min(scanNanos, Math.min(dueNanos[slot], expiry));
    }

    private boolean isHopeless(long sequence, long nowNanos) {
        int slot = slot(sequence);
        boolean tooOld = nowNanos - sinceNanos[slot] > policy.maxAgeNanos();
        if (tooOld || (tries[slot] >= policy.tries() && nowNanos >= dueNanos[slot])) {
            abandon(sequence);
            return true;
        }
        return false;
    }

    private void openBetween(long before, long sequence, long nowNanos) {
        if (missing == 0) {
            oldest = before + 1;
        }
        for (long evicted = Math.max(oldest, before - WINDOW + 1); evicted <= sequence - WINDOW; evicted++) {
            if (open[slot(evicted)]) {
                abandon(evicted);
            }
        }
        oldest = Math.max(oldest, sequence - WINDOW + 1);
        for (long gap = before + 1; gap < sequence; gap++) {
            open(gap, nowNanos);
        }
        if (missing > policy.maxMissing()) {
            surrender();
        }
    }

    private void open(long sequence, long nowNanos) {
        int slot = slot(sequence);
        open[slot] = true;
        tries[slot] = 0;
        sinceNanos[slot] = nowNanos;
        dueNanos[slot] = nowNanos + policy.toleranceNanos();
        missing++;
        scanNanos = Math.min(scanNanos, dueNanos[slot]);
        scanSequence = Math.min(scanSequence, sequence + policy.tolerance());
    }

    private void close(long sequence) {
        if (!open[slot(sequence)]) {
            return;
        }
        if (tries[slot(sequence)] == 0) {
            reordered++;
        } else {
            recovered++;
        }
        drop(sequence);
    }

    private void abandon(long sequence) {
        drop(sequence);
        abandoned++;
        refreshWanted |= sequence >= keyframe;
    }

    private void drop(long sequence) {
        open[slot(sequence)] = false;
        missing--;
    }

    private void surrender() {
        abandoned += missing;
        refreshWanted = true;
        clear();
    }

    private void startAt(long sequence) {
        clear();
        oldest = sequence;
        keyframe = Long.MIN_VALUE;
    }

    private void clear() {
        Arrays.fill(open, false);
        missing = 0;
        scanNanos = NEVER;
        scanSequence = NEVER;
    }

    private static int slot(long sequence) {
        return (int) (sequence & MASK);
    }
}
