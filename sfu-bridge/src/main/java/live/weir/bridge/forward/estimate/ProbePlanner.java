package live.weir.bridge.forward.estimate;

import java.util.concurrent.TimeUnit;

/**
 * Finds out whether a path takes more than is sent over it: short bursts of retransmitted or padding packets at the rate
 * in question, and what became of them. An application that sends little learns of room in no other way.
 *
 * <pre>
 *   IDLE ──wanted, calm, due──▶ SENDING ──all sent──▶ AWAITING ──acknowledged, or time──▶ IDLE
 * </pre>
 */
public final class ProbePlanner {

    static final int NO_PROBE = 0;
    static final long NOTHING_FOUND = -1;

    private enum State {
        IDLE,
        SENDING,
        AWAITING
    }

    private static final double BITS_NANOS = 8e9;
    private static final long DURATION = TimeUnit.MILLISECONDS.toNanos(20);
    /** Fewer packets than about five tell nothing of a rate. */
    private static final int MIN_BYTES = 5000;

    private static final int MIN_PACKETS = 4;
    private static final int FIRST_PACKET = 1200;
    private static final double ENOUGH = 0.8;
    /** One burst must not overrun a queue by much; the first, before a viewer sees its picture well, may dare more. */
    private static final double MAX_STEP = 2;

    private static final double FIRST_STEP = 3;
    /** A little more than wanted, since what arrives is measured a little lower. */
    private static final double OVERSHOOT = 1.05;

    private static final double SATISFIED = 0.95;

    private static final long SENDING_LIMIT = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long ANSWER_LIMIT = TimeUnit.MILLISECONDS.toNanos(1000);
    private static final long AFTERMATH = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long NEXT_STEP = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long MIN_PAUSE = TimeUnit.SECONDS.toNanos(3);
    private static final long MAX_PAUSE = TimeUnit.SECONDS.toNanos(30);

    private State state = State.IDLE;
    private int id = NO_PROBE;
    private long wanted;
    private long rate;
    private long beganNanos;
    private int dueBytes;
    private int sentBytes;
    private final ProbeResult result = new ProbeResult();
    private boolean everProbed;
    private long earliestNanos;
    private long sentNanos;
    private long pauseNanos = MIN_PAUSE;
    private long sentTotal;
    private long succeeded;

    /** What there should be room for, in bits per second; 0 when the viewer has all it wants. */
    public void want(long bitsPerSecond) {
        if (bitsPerSecond == 0) {
            pauseNanos = MIN_PAUSE;
        }
        wanted = bitsPerSecond;
    }

    public boolean isSending() {
        return state == State.SENDING;
    }

    /** How many bytes of RTX or padding to send now so that the burst keeps its rate; 0 when none is under way. */
    public int bytesDue(long nowNanos) {
        if (state != State.SENDING) {
            return 0;
        }
        long byNow = FIRST_PACKET + (long) ((nowNanos - beganNanos) * (double) rate / BITS_NANOS);
        return (int) Math.max(0, Math.min(dueBytes, byNow) - sentBytes);
    }

    /** Bursts begun since the start. */
    public long bursts() {
        return sentTotal;
    }

    /** Bursts that found all the room that was looked for. */
    public long succeeded() {
        return succeeded;
    }

    /** Whether a queue that feedback tells of now is likely the doing of a burst of ours. */
    boolean isDisturbing(long roundTripNanos, long nowNanos) {
        return everProbed && (state == State.SENDING || nowNanos - sentNanos <= roundTripNanos + AFTERMATH);
    }

    /** Begins a burst if there is something to look for and the path is calm. */
    void plan(long target, long proven, boolean calm, long nowNanos) {
        boolean due = !everProbed || nowNanos >= earliestNanos;
        if (state == State.IDLE && due && calm && wanted > Math.min(target, proven)) {
            rate = (long) Math.min(wanted * OVERSHOOT, target * (everProbed ? MAX_STEP : FIRST_STEP));
            state = State.SENDING;
            everProbed = true;
            id++;
            dueBytes = (int) Math.max(MIN_BYTES, DURATION * (double) rate / BITS_NANOS);
            sentBytes = 0;
            beganNanos = nowNanos;
            result.reset();
            sentTotal++;
        }
    }

    /** The burst that a packet sent now belongs to, media included: the path sees no difference. */
    int tag(int bytes, long nowNanos) {
        if (state != State.SENDING) {
            return NO_PROBE;
        }
        sentBytes += bytes;
        sentNanos = nowNanos;
        if (sentBytes >= dueBytes) {
            state = State.AWAITING;
            beganNanos = nowNanos;
        }
        return id;
    }

    void acknowledge(int probe, int bytes, long sentNanos, long arrivalNanos) {
        if (probe == id && state != State.IDLE) {
            result.add(bytes, sentNanos, arrivalNanos);
        }
    }

    /** The rate that the path was seen to take, once, or {@link #NOTHING_FOUND}. */
    long conclude(long nowNanos) {
        boolean complete =
                state == State.AWAITING && result.packets() >= MIN_PACKETS && result.bytes() >= ENOUGH * sentBytes;
        if (complete) {
            return finish(result.bitsPerSecond(), nowNanos);
        }
        long limit = state == State.SENDING ? SENDING_LIMIT : ANSWER_LIMIT;
        if (state != State.IDLE && nowNanos - beganNanos > limit) {
            return finish(NOTHING_FOUND, nowNanos);
        }
        return NOTHING_FOUND;
    }

    private long finish(long found, long nowNanos) {
        state = State.IDLE;
        if (found >= rate * SATISFIED) {
            succeeded++;
            pauseNanos = MIN_PAUSE;
            earliestNanos = nowNanos + NEXT_STEP;
        } else {
            earliestNanos = nowNanos + pauseNanos;
            pauseNanos = Math.min(MAX_PAUSE, pauseNanos * 2);
        }
        return found;
    }
}
