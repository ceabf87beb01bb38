package live.weir.bridge.forward.estimate;

import java.util.concurrent.TimeUnit;

/**
 * A queue that neither grows nor shrinks: a trend cannot see it, and yet it is delay for every viewer behind it. Told by
 * the transit time of the quickest packet of each feedback message, beside the quickest of the last 10 to 20 seconds:
 * the peer's clock may be any, and may drift.
 */
final class StandingQueue {

    private static final long HIGH = TimeUnit.MILLISECONDS.toNanos(80);
    private static final long LOW = TimeUnit.MILLISECONDS.toNanos(25);
    /** A keyframe's own queue is gone by then. */
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(250);

    private static final long WINDOW = TimeUnit.SECONDS.toNanos(10);
    /** A queue that does not go by then is not ours: who yields to it again and again starves beside TCP. */
    private static final long MAX_DRAIN = TimeUnit.SECONDS.toNanos(4);

    private static final long AFTER_VAIN_DRAIN = TimeUnit.SECONDS.toNanos(60);

    private static final long NONE = Long.MAX_VALUE;

    private long quickest = NONE;
    private long quickestOfWindow = NONE;
    private long quickestOfLast = NONE;
    private boolean started;
    private long windowNanos;
    private long nanos;
    private boolean high;
    private long highNanos;
    private boolean draining;
    private boolean vain;
    private long drainNanos;

    void sample(long sentNanos, long arrivalNanos) {
        quickest = Math.min(quickest, arrivalNanos - sentNanos);
    }

    /** Looks at the packets of one feedback message. */
    void conclude(long nowNanos) {
        if (quickest == NONE) {
            return;
        }
        if (!started || nowNanos - windowNanos > WINDOW) {
            started = true;
            windowNanos = nowNanos;
            quickestOfLast = quickestOfWindow;
            quickestOfWindow = NONE;
        }
        quickestOfWindow = Math.min(quickestOfWindow, quickest);
        nanos = quickest - Math.min(quickestOfLast, quickestOfWindow);
        quickest = NONE;
        decide(nowNanos);
    }

    /** Whether to send less until it is gone. */
    boolean isDraining() {
        return draining;
    }

    boolean isThere() {
        return nanos > LOW;
    }

    private void decide(long nowNanos) {
        if (nanos > HIGH && !high) {
            highNanos = nowNanos;
        }
        high = nanos > HIGH;
        if (draining) {
            vain = nowNanos - drainNanos > MAX_DRAIN;
            draining = !vain && nanos >= LOW;
        } else if (high && mayDrain(nowNanos) && nowNanos - highNanos >= PATIENCE) {
            draining = true;
            drainNanos = nowNanos;
        }
    }

    private boolean mayDrain(long nowNanos) {
        return !vain || nowNanos - drainNanos > AFTER_VAIN_DRAIN;
    }
}
