package live.weir.bridge.transcode.worker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import live.weir.bridge.transcode.ProgramSettings;

/** When there are pictures, keyframes, and ends of chunks, all in pictures. */
record Timing(int frameRate, int partFrames, int keyframeFrames) {

    /** Units of a picture: the timescale is a thousand times its rate. */
    private static final int UNITS = 1000;

    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

    static Timing of(ProgramSettings settings) {
        return of(settings.frameRate(), settings.part(), settings.keyframes());
    }

    static Timing of(int rate, Duration parts, Duration keyframes) {
        int keyframe = (int) Math.max(1, Math.round(keyframes.toMillis() * rate / 1000.0));
        int part = (int) Math.max(1, (parts.toMillis() * rate + 500) / 1000);
        return new Timing(rate, Math.min(part, keyframe), keyframe);
    }

    int timescale() {
        return frameRate * UNITS;
    }

    int frameUnits() {
        return UNITS;
    }

    boolean isKeyframe(long number) {
        return number % keyframeFrames == 0;
    }

    /** Whether a chunk begins with this picture. */
    boolean beginsPart(long number) {
        return number % keyframeFrames % partFrames == 0;
    }

    /** The next picture after this one with which a chunk begins. */
    long nextPart(long number) {
        long next = number + 1;
        while (!beginsPart(next)) {
            next++;
        }
        return next;
    }

    long nanos(long number) {
        return number / frameRate * NANOS + number % frameRate * NANOS / frameRate;
    }

    /** The newest picture that is due so long after the start. */
    long numberAt(long nanos) {
        return nanos / NANOS * frameRate + nanos % NANOS * frameRate / NANOS;
    }
}
