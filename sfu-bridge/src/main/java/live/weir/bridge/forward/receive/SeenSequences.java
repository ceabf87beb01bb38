package live.weir.bridge.forward.receive;

import java.util.Arrays;

/** One bit for each of the newest sequence numbers: whether it was seen. */
final class SeenSequences {

    private final long[] bits;
    private final int mask;

    /** The window is a power of two, at least 64. */
    SeenSequences(int window) {
        this.bits = new long[window / Long.SIZE];
        this.mask = window - 1;
    }

    void startAt(long sequence) {
        Arrays.fill(bits, 0);
        mark(sequence);
    }

    /** Moves the window's upper end, and marks the new one as seen and those between as not. */
    void advance(long from, long to) {
        if (to - from > mask) {
            Arrays.fill(bits, 0);
        } else {
            for (long skipped = from + 1; skipped < to; skipped++) {
                bits[word(skipped)] &= ~(1L << skipped);
            }
        }
        bits[word(to)] |= 1L << to;
    }

    /** False if it was seen already. */
    boolean mark(long sequence) {
        long bit = 1L << sequence;
        boolean fresh = (bits[word(sequence)] & bit) == 0;
        bits[word(sequence)] |= bit;
        return fresh;
    }

    private int word(long sequence) {
        return (int) (sequence & mask) >>> 6;
    }
}
