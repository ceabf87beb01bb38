package live.weir.bridge.forward;

import org.jspecify.annotations.Nullable;

/**
 * Remembers how what a viewer was sent is numbered at its source, and what was sent again lately. Sequence numbers change
 * their relation only when the slot switches or leaves a picture out, so that some runs say it all.
 */
final class SentPackets {

    /** A part of every picture left out, of thirty a second: two seconds. */
    private static final int RUNS = 64;

    private static final int RESENT = 512;
    /** A viewer may ask twice before the first answer can be there. */
    private static final long LEAST_PAUSE_NANOS = 20_000_000;

    /** From here on the numbers relate like this. */
    static final class Run {
        /** The first number to the viewer. */
        long start = Long.MAX_VALUE;
        /** The first number at the source. */
        long sourceStart = Long.MAX_VALUE;

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
        run.sourceStart = start - sequenceOffset;
        run.sequenceOffset = sequenceOffset;
        run.timestampOffset = timestampOffset;
        run.layer = layer;
        return run;
    }

    /**
     * The source's packet of this number, the newest so far, is left out: those that follow close up.
     *
     * @return what is to be numbered from now on
     */
    Run skip(long sourceSequence) {
        Run before = runs[newest];
        Run run = before;
        if (before.sourceStart < sourceSequence) {
            run = begin(
                    sourceSequence + before.sequenceOffset,
                    before.sequenceOffset,
                    before.timestampOffset,
                    before.layer);
            run.pictureIdShift = before.pictureIdShift;
            run.tl0Shift = before.tl0Shift;
        }
        run.sourceStart = sourceSequence + 1;
        run.sequenceOffset--;
        return run;
    }

    /** How a packet of the source's is numbered that comes late, if its number was kept free for it. */
    @Nullable
    Run runOfLate(long sourceSequence, int layer) {
        long end = Long.MAX_VALUE;
        for (int i = 0; i < RUNS; i++) {
            Run run = runs[Math.floorMod(newest - i, RUNS)];
            if (run.layer != layer || run.start == Long.MAX_VALUE) {
                return null;
            }
            if (sourceSequence >= run.sourceStart) {
                return sourceSequence + run.sequenceOffset < end ? run : null;
            }
            end = run.start;
        }
        return null;
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
