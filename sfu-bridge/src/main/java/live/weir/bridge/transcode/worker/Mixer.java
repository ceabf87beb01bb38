package live.weir.bridge.transcode.worker;

import java.util.Arrays;
import java.util.List;

/** Adds up what is heard, a block at a time. */
final class Mixer {

    static final int BLOCK = 1024; // a frame of AAC

    private final float[] left = new float[BLOCK];
    private final float[] right = new float[BLOCK];
    private final Limiter limiter = new Limiter();

    /** @param from the first sample's time of capture */
    void mix(Iterable<Source> sources, List<Stage.Cast> cast, long from) {
        Arrays.fill(left, 0);
        Arrays.fill(right, 0);
        // Time goes on for those too who are not heard.
        for (Source source : sources) {
            source.ring().mixInto(from, left, right, BLOCK, isHeard(source, cast));
        }
        limiter.limit(left, right, BLOCK);
    }

    private static boolean isHeard(Source source, List<Stage.Cast> cast) {
        for (Stage.Cast one : cast) {
            if (one.source() == source) {
                return !one.shown().muted();
            }
        }
        return false;
    }

    float[] left() {
        return left;
    }

    float[] right() {
        return right;
    }

    long limited() {
        return limiter.held();
    }
}
