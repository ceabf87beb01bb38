package live.weir.bridge.forward.estimate;

import java.util.concurrent.TimeUnit;

/**
 * What losses allow (draft-ietf-rmcat-gcc-02 §6): a short queue overflows before its delay shows. A path that merely
 * loses a few packets at random stays unbounded.
 */
final class LossBound {

    static final long UNBOUNDED = Long.MAX_VALUE;

    private static final double LOW = 0.02;
    private static final double HIGH = 0.10;
    /** So many are lost that there is room for what came through and no more. */
    private static final double SEVERE = 0.30;

    private static final double GROWTH_PER_SECOND = 0.08;
    private static final double MIN_GROWTH = 1000;
    /** No viewer's path is wider. */
    private static final double ENDLESS = 1e9;

    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int ENOUGH_PACKETS = 50;
    private static final int FEW_PACKETS = 20;
    private static final long LONG_ENOUGH = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long MIN_CUT_INTERVAL = TimeUnit.MILLISECONDS.toNanos(300);

    private long bound = UNBOUNDED;
    private int arrived;
    private int lost;
    private boolean started;
    private long beganNanos;
    private long cutNanos;
    private boolean everCut;
    private double fraction;

    long bitsPerSecond() {
        return bound;
    }

    /** The share of packets lost in the last full sample. */
    double fraction() {
        return fraction;
    }

    void arrived() {
        arrived++;
    }

    void lost() {
        lost++;
    }

    /** A packet counted as lost did arrive. */
    void found() {
        lost = Math.max(0, lost - 1);
        arrived++;
    }

    /** Draws the conclusion from the packets counted, once they are enough. */
    void conclude(long target, long acknowledged, long roundTripNanos, long nowNanos) {
        if (!started) {
            started = true;
            beganNanos = nowNanos;
        }
        int packets = arrived + lost;
        long elapsed = nowNanos - beganNanos;
        if (packets >= ENOUGH_PACKETS || (packets >= FEW_PACKETS && elapsed >= LONG_ENOUGH)) {
            double share = (double) lost / packets;
            long ceiling = share > SEVERE && acknowledged > 0 ? Math.min(target, acknowledged) : target;
            apply(share, elapsed, ceiling, roundTripNanos, nowNanos);
            arrived = 0;
            lost = 0;
            beganNanos = nowNanos;
        }
    }

    /** As the fraction in a receiver report tells it, for peers without transport-wide feedback. */
    void report(double reportedFraction, long sinceLastNanos, long target, long roundTripNanos, long nowNanos) {
        apply(reportedFraction, sinceLastNanos, target, roundTripNanos, nowNanos);
    }

    /** Sets a first bound where losses are all there is to go by. */
    void begin(long bitsPerSecond) {
        bound = Math.min(bound, bitsPerSecond);
    }

    /** A probe came through at this rate. */
    void lift(long bitsPerSecond) {
        bound = Math.max(bound, bitsPerSecond);
    }

    private void apply(double newFraction, long elapsed, long target, long roundTripNanos, long nowNanos) {
        fraction = newFraction;
        if (newFraction > HIGH) {
            cut(target, roundTripNanos, nowNanos);
        } else if (newFraction < LOW && bound != UNBOUNDED) {
            double grown = bound * Math.pow(1 + GROWTH_PER_SECOND, Math.min(2, elapsed / SECOND)) + MIN_GROWTH;
            bound = grown < ENDLESS ? (long) grown : UNBOUNDED;
        }
    }

    private void cut(long target, long roundTripNanos, long nowNanos) {
        if (!everCut || nowNanos - cutNanos >= MIN_CUT_INTERVAL + roundTripNanos) {
            bound = (long) (Math.min(bound, target) * (1 - fraction / 2));
            cutNanos = nowNanos;
            everCut = true;
        }
    }
}
