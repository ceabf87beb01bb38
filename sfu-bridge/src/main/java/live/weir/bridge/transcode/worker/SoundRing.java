package live.weir.bridge.transcode.worker;

import java.util.Arrays;

/**
 * A source's sound on the way from its decoder to the mixer: samples by the time at which they are due. Packets follow each
 * other without a seam while their times say about the same; where they do not, the gap is silence. One that comes too
 * late makes the source as a whole later; in calm weather it comes closer again.
 */
final class SoundRing {

    private static final int RATE = CmafHeader.AAC_RATE;
    private static final int LENGTH = 2 * RATE;
    /** What clocks may disagree before it is heard as an echo of the lips, and sewn anew. */
    private static final int SEAMLESS = RATE * 40 / 1000;

    private static final int MARGIN = RATE * 10 / 1000;
    private static final int LATEST = RATE * 400 / 1000;
    private static final int CALM = RATE * 5;
    private static final int STEP_BACK = RATE * 20 / 1000;

    private final float[] left = new float[LENGTH];
    private final float[] right = new float[LENGTH];
    private boolean started;
    private long next;
    private long mixed;
    private long end;
    private long extra;
    private long leastSlack = Long.MAX_VALUE;
    private long since;
    private long tooLate;

    /** @param captured when its first sample was, in samples; how late it is beyond the program's own delay tells {@link #extra} */
    synchronized void write(long captured, float[] fromLeft, float[] fromRight, int count) {
        long at = captured + extra;
        if (started && Math.abs(at - next) <= SEAMLESS) {
            at = next;
        }
        long late = mixed - at;
        if (late > LATEST || at - mixed > LENGTH - count) {
            tooLate++; // or from the future, which is no better
            started = false;
            return;
        }
        if (late > 0) {
            extra = Math.min(LATEST, extra + late + MARGIN);
            at = Math.max(mixed, captured + extra);
        }
        for (int i = 0; i < count; i++) {
            int place = (int) Math.floorMod(at + i, (long) LENGTH);
            left[place] = fromLeft[i];
            right[place] = fromRight[i];
        }
        started = true;
        next = at + count;
        end = Math.max(end, next);
        comeCloser(at - mixed, count);
    }

    private void comeCloser(long slack, int count) {
        leastSlack = Math.min(leastSlack, slack);
        since += count;
        if (since >= CALM) {
            if (leastSlack > 3 * STEP_BACK && extra > 0) {
                extra = Math.max(0, extra - STEP_BACK);
                started = false; // sewn anew at the next packet
            }
            since = 0;
            leastSlack = Long.MAX_VALUE;
        }
    }

    /** Adds what is due from here on; nothing before it will be asked for any more. */
    synchronized void mixInto(long from, float[] toLeft, float[] toRight, int count, boolean heard) {
        long to = Math.min(from + count, end);
        for (long at = from; at < to; at++) {
            int place = (int) Math.floorMod(at, (long) LENGTH);
            if (heard) {
                toLeft[(int) (at - from)] += left[place];
                toRight[(int) (at - from)] += right[place];
            }
        }
        clear(mixed, from + count);
        mixed = from + count;
    }

    private void clear(long from, long to) {
        if (to - from >= LENGTH || to < from) {
            Arrays.fill(left, 0);
            Arrays.fill(right, 0);
            return;
        }
        for (long at = from; at < to; at++) {
            int place = (int) Math.floorMod(at, (long) LENGTH);
            left[place] = 0;
            right[place] = 0;
        }
    }

    /** In samples; pictures of the source wait as long. */
    synchronized long extra() {
        return extra;
    }

    synchronized long tooLate() {
        return tooLate;
    }
}
