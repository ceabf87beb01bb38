package live.weir.bridge.forward.estimate;

/**
 * Judges the delay's trend against a threshold that follows it (draft-ietf-rmcat-gcc-02 §5.4): with a fixed one, a flow
 * beside TCP would starve, and one on a jittery path would never rest. Constants are the draft's and libwebrtc's.
 */
final class OveruseDetector {

    private static final double GAIN = 4;
    private static final int MAX_SAMPLES = 60;
    private static final double RISE = 0.0087;
    private static final double FALL = 0.039;
    private static final double SPIKE = 15;
    private static final double MIN_THRESHOLD = 6;
    private static final double MAX_THRESHOLD = 600;
    private static final double MAX_STEP_MILLIS = 100;
    /** Overuse must last so long. */
    private static final double PATIENCE_MILLIS = 10;

    private double threshold = 12.5;
    private double lastMillis = Double.NaN;
    private double overMillis = -1;
    private int overCount;
    private double lastSlope;
    private Usage usage = Usage.NORMAL;

    Usage judge(Trendline trend, double sentDeltaMillis, double nowMillis) {
        double value = Math.min(trend.samples(), MAX_SAMPLES) * trend.slope() * GAIN;
        if (value > threshold) {
            judgeOver(trend.slope(), sentDeltaMillis);
        } else {
            overMillis = -1;
            overCount = 0;
            usage = value < -threshold ? Usage.UNDER : Usage.NORMAL;
        }
        lastSlope = trend.slope();
        adapt(Math.abs(value), nowMillis);
        return usage;
    }

    Usage usage() {
        return usage;
    }

    private void judgeOver(double slope, double sentDeltaMillis) {
        overMillis = overMillis < 0 ? sentDeltaMillis / 2 : overMillis + sentDeltaMillis;
        overCount++;
        if (overMillis > PATIENCE_MILLIS && overCount > 1 && slope >= lastSlope) {
            overMillis = 0;
            overCount = 0;
            usage = Usage.OVER;
        }
    }

    private void adapt(double magnitude, double nowMillis) {
        double elapsed = Double.isNaN(lastMillis) ? 0 : Math.min(MAX_STEP_MILLIS, nowMillis - lastMillis);
        lastMillis = nowMillis;
        if (magnitude > threshold + SPIKE) {
            return;
        }
        double gain = magnitude < threshold ? FALL : RISE;
        threshold += gain * (magnitude - threshold) * elapsed;
        threshold = Math.max(MIN_THRESHOLD, Math.min(MAX_THRESHOLD, threshold));
    }
}
