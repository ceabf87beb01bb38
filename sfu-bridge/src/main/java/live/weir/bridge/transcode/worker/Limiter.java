package live.weir.bridge.transcode.worker;

/**
 * Keeps the sum of voices below full scale. It knows a whole block before it is heard, so that it can go down along the block
 * that needs it; it comes back within half a second.
 */
final class Limiter {

    private static final float CEILING = 0.89f; // -1 dB: room for what encoding adds
    private static final float RISE = 0.03f;

    private float gain = 1;
    private long held;

    void limit(float[] left, float[] right, int count) {
        float peak = 0;
        for (int i = 0; i < count; i++) {
            peak = Math.max(peak, Math.max(Math.abs(left[i]), Math.abs(right[i])));
        }
        float wanted = peak * gain > CEILING ? CEILING / peak : Math.min(1, gain + RISE);
        float to = peak * wanted > CEILING ? CEILING / peak : wanted;
        if (peak > CEILING) {
            held++;
        }
        float from = gain;
        for (int i = 0; i < count; i++) {
            float now = from + (to - from) * Math.min(1, 8f * (i + 1) / count);
            left[i] = clip(left[i] * now);
            right[i] = clip(right[i] * now);
        }
        gain = to;
    }

    /** On the first samples of a block, until the gain is down. */
    private static float clip(float value) {
        return Math.max(-CEILING, Math.min(CEILING, value));
    }

    /** Blocks that were held down. */
    long held() {
        return held;
    }
}
