package live.weir.bridge.forward.estimate;

import java.util.concurrent.TimeUnit;

/**
 * Additive increase near the known capacity, multiplicative far from it and when decreasing
 * (draft-ietf-rmcat-gcc-02 §5.5).
 *
 * <pre>
 *               OVER (after backing off), UNDER
 *   INCREASE ─────────────────────────────────▶ HOLD
 *      ▲                  NORMAL                 │
 *      └─────────────────────────────────────────┘
 * </pre>
 */
final class RateControl {

    private enum State {
        HOLD,
        INCREASE
    }

    private static final double BACK_OFF = 0.85;
    /** For the case that what overflowed is hardly ours: the path was not even full of our packets. */
    private static final double SPARE_BACK_OFF = 0.8;

    private static final double GROWTH_PER_SECOND = 0.08;
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final double PACKET_BITS = 1200 * 8;
    private static final double FRAMES_PER_SECOND = 30;
    private static final double MIN_GROWTH = 4000;
    /** The time that an overuse takes to show, beyond the round trip. */
    private static final long REACTION = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long MIN_BACK_OFF_INTERVAL = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long MAX_BACK_OFF_INTERVAL = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long HEADROOM = 10_000;

    private final EstimatorSettings settings;
    private final LinkCapacity capacity = new LinkCapacity();
    private State state = State.INCREASE;
    private double estimate;
    private boolean everChanged;
    private long changedNanos;
    private boolean everBackedOff;
    private long backedOffNanos;

    RateControl(EstimatorSettings settings) {
        this.settings = settings;
        this.estimate = settings.start();
    }

    long bitsPerSecond() {
        return (long) estimate;
    }

    /**
     * Takes the verdict of one feedback message in.
     *
     * @param spare less was sent than allowed, and all of it came through at the rate at which it was sent
     */
    void update(Usage usage, long acknowledged, boolean spare, long roundTripNanos, long nowNanos) {
        if (usage == Usage.OVER) {
            backOff(acknowledged, spare, roundTripNanos, nowNanos);
        } else if (usage == Usage.UNDER) {
            state = State.HOLD;
        } else if (state == State.HOLD) {
            state = State.INCREASE;
            changedNanos = nowNanos;
        } else {
            increase(acknowledged, roundTripNanos, nowNanos);
        }
        clamp();
    }

    /** A probe found room. */
    void jump(long bitsPerSecond, long nowNanos) {
        if (capacity.isBelow(bitsPerSecond)) {
            capacity.forget();
        }
        estimate = Math.max(estimate, (double) bitsPerSecond);
        changedNanos = nowNanos;
        clamp();
    }

    /** No feedback comes though packets were sent. */
    void shrink(double factor, long nowNanos) {
        estimate *= factor;
        state = State.HOLD;
        changedNanos = nowNanos;
        clamp();
    }

    /** Whether the path has taken all that it was given for so long. */
    boolean isCalmFor(long nanos, long nowNanos) {
        return !everBackedOff || nowNanos - backedOffNanos >= nanos;
    }

    private void backOff(long acknowledged, boolean spare, long roundTripNanos, long nowNanos) {
        if (!isBackOffDue(acknowledged, spare, roundTripNanos, nowNanos)) {
            return;
        }
        double lowered = acknowledged * BACK_OFF;
        if (spare) {
            lowered = Math.max(lowered, estimate * SPARE_BACK_OFF);
        } else {
            if (lowered > estimate && capacity.isKnown()) {
                lowered = capacity.bitsPerSecond() * BACK_OFF;
            }
            if (capacity.isAbove(acknowledged)) {
                capacity.forget();
            }
            capacity.learn(acknowledged);
        }
        estimate = Math.min(estimate, lowered);
        state = State.HOLD;
        changedNanos = nowNanos;
        backedOffNanos = nowNanos;
        everBackedOff = true;
    }

    private boolean isBackOffDue(long acknowledged, boolean spare, long roundTripNanos, long nowNanos) {
        long interval = Math.max(MIN_BACK_OFF_INTERVAL, Math.min(MAX_BACK_OFF_INTERVAL, roundTripNanos));
        boolean farOff = !spare && acknowledged < estimate / 2;
        return acknowledged > 0 && (farOff || isCalmFor(interval, nowNanos));
    }

    private void increase(long acknowledged, long roundTripNanos, long nowNanos) {
        double elapsed = everChanged ? Math.min(1, (nowNanos - changedNanos) / SECOND) : 0;
        everChanged = true;
        changedNanos = nowNanos;
        if (capacity.isBelow(acknowledged)) {
            capacity.forget();
        }
        // What was never tried is not known to fit: an application that sends little must probe instead.
        double limit = 1.5 * acknowledged + HEADROOM;
        if (estimate >= limit) {
            return;
        }
        double growth = capacity.isKnown()
                ? nearCapacity(roundTripNanos) * elapsed
                : estimate * (Math.pow(1 + GROWTH_PER_SECOND, elapsed) - 1);
        estimate = Math.min(limit, estimate + growth);
    }

    /** About one packet more in each response time. */
    private double nearCapacity(long roundTripNanos) {
        double frame = estimate / FRAMES_PER_SECOND;
        double packet = frame / Math.ceil(frame / PACKET_BITS);
        double response = (roundTripNanos + REACTION) / SECOND;
        return Math.max(MIN_GROWTH, packet / response);
    }

    private void clamp() {
        estimate = Math.max((double) settings.min(), Math.min((double) settings.max(), estimate));
    }
}
