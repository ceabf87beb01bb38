package live.weir.bridge.forward.receive;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * When each packet of one publisher's transport came, for transport-wide feedback
 * (draft-holmer-rmcat-transport-wide-cc-extensions). A late packet that was already reported as missing is reported
 * again together with its successors, since senders take the better news.
 */
public final class ArrivalLog {

    /** Takes what one feedback message says. */
    public interface Feedback {

        /** {@code arrivals[i]} is of {@code base + i}, or {@link #NOT_RECEIVED}; the array is valid during the call only. */
        void report(long base, int count, long[] arrivals);
    }

    public static final long NOT_RECEIVED = Long.MIN_VALUE;

    private static final int CAPACITY = 2048;
    private static final int MASK = CAPACITY - 1;
    /** At two bytes a delta and two bits a status, a message of so many packets stays under 1,000 bytes. */
    private static final int MAX_MESSAGE = 400;
    /** How far a late packet may pull the next report back. */
    private static final int MAX_REVISION = 128;

    private static final long MIN_INTERVAL = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long MAX_INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);
    /** At so many packets the shorter interval is worth its overhead ... */
    private static final int MANY = 10;
    /** ... and at so many the news should not wait even that long. */
    private static final int URGENT = 128;

    private final SequenceGate gate = new SequenceGate(CAPACITY, CAPACITY);
    private final long[] arrivals = new long[CAPACITY];
    private final long[] message = new long[MAX_MESSAGE];
    private long base;
    private int fresh;
    private long lastTakenNanos;
    private long overrun;

    /** Notes an arrival; a second one of the same packet changes nothing. */
    public void record(long sequence, long nowNanos) {
        long before = gate.highest();
        switch (gate.judge(sequence)) {
            case FIRST -> startAt(sequence, nowNanos);
            case RESTART -> startAt(sequence, lastTakenNanos);
            case AHEAD -> skip(before, sequence);
            case BEHIND -> {
                if (arrivals[slot(sequence)] != NOT_RECEIVED || !reopen(sequence)) {
                    return;
                }
            }
            case STRAY -> {
                return;
            }
        }
        arrivals[slot(sequence)] = nowNanos;
        fresh++;
    }

    public boolean isDue(long nowNanos) {
        return fresh > 0 && nowNanos >= dueNanos();
    }

    /** When feedback is due if nothing else comes; {@code Long.MAX_VALUE} when there is nothing to say. */
    public long dueNanos() {
        if (fresh == 0) {
            return Long.MAX_VALUE;
        }
        if (fresh >= URGENT) {
            return lastTakenNanos;
        }
        return lastTakenNanos + (fresh >= MANY ? MIN_INTERVAL : MAX_INTERVAL);
    }

    /** Hands out all that is new, in as many messages as it takes. */
    public void take(long nowNanos, Feedback feedback) {
        while (fresh > 0 && base <= gate.highest()) {
            int count = (int) Math.min(MAX_MESSAGE, gate.highest() - base + 1);
            for (int i = 0; i < count; i++) {
                message[i] = arrivals[slot(base + i)];
            }
            feedback.report(base, count, message);
            base += count;
        }
        fresh = 0;
        lastTakenNanos = nowNanos;
    }

    /** Packets that nobody took before the log was full. */
    public long overrun() {
        return overrun;
    }

    private void startAt(long sequence, long takenNanos) {
        Arrays.fill(arrivals, NOT_RECEIVED);
        base = sequence;
        fresh = 0;
        lastTakenNanos = takenNanos;
    }

    private void skip(long before, long sequence) {
        for (long skipped = before + 1; skipped <= sequence; skipped++) {
            arrivals[slot(skipped)] = NOT_RECEIVED;
        }
        long lowest = sequence - CAPACITY + 1;
        if (base < lowest) {
            overrun += lowest - base;
            base = lowest;
        }
    }

    private boolean reopen(long sequence) {
        if (sequence < base - MAX_REVISION) {
            return false;
        }
        base = Math.min(base, sequence);
        return true;
    }

    private static int slot(long sequence) {
        return (int) (sequence & MASK);
    }
}
