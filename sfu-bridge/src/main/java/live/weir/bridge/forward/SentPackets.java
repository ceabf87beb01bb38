package live.weir.bridge.forward;

import org.jspecify.annotations.Nullable;

/**
 * Remembers how what a viewer was sent is numbered at its source, and what was sent again lately. Sequence numbers change
 * their relation only when the slot switches, so a few runs say it all.
 */
final class SentPackets {

    private static final int RUNS = 4;
    private static final int RESENT = 512;
    /** A viewer may ask twice before the first answer can be there. */
    private static final long LEAST_PAUSE_NANOS = 20_000_000;

    /** From here on the numbers relate like this. */
    static final class Run {
        long start = Long.MAX_VALUE;
        long sequenceOffset;
        int timestampOffset;
        int layer;
        int pictureIdShift;
        int tl0Shift;
    }

    private final Run[] runs = new Run[RUNS];
    private int newest;
    private final long[] resentSequence = new long[RESENT];
    private final long[] resentAt = new long[RESENT];

    SentPackets() {
        for (int i = 0; i < RUNS; i++) {
            runs[i] = new Run();
        }
    }

    Run begin(long start, long sequenceOffset, int timestampOffset, int layer) {
        newest = (newest + 1) % RUNS;
        Run run = runs[newest];
        run.start = start;
        run.sequenceOffset = sequenceOffset;
        run.timestampOffset = timestampOffset;
        run.layer = layer;
        return run;
    }

    /** What was sent before comes from elsewhere and is not at hand any more. */
    void forget() {
        for (Run run : runs) {
            run.start = Long.MAX_VALUE;
        }
    }

    @Nullable
    Run runOf(long sequence) {
        for (int i = 0; i < RUNS; i++) {
            Run run = runs[Math.floorMod(newest - i, RUNS)];
            if (sequence >= run.start) {
                return run;
            }
        }
        return null;
    }

    /** Whether it is not on its way already; and notes that it soon will be. */
    boolean mayResend(long sequence, long now, long roundTripNanos) {
        int place = (int) sequence & (RESENT - 1);
        long pause = Math.max(LEAST_PAUSE_NANOS, roundTripNanos);
        if (resentSequence[place] == sequence && now - resentAt[place] < pause) {
            return false;
        }
        resentSequence[place] = sequence;
        resentAt[place] = now;
        return true;
    }
}
