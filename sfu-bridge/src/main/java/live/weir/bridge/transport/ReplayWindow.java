package live.weir.bridge.transport;

import java.util.Arrays;

/**
 * Which of the last packet indices were seen (RFC 3711 §3.3.2). Belongs to one event loop.
 *
 * <p>The RFC asks for 64 at least. A thousand packets are a second of a good picture: as late may a retransmission come
 * that is sent again under its own number.
 */
final class ReplayWindow {

    static final int SIZE = 1024;

    private static final int MASK = SIZE - 1;

    private final long[] seen = new long[SIZE / Long.SIZE];
    private long highest = -1;

    /** -1 before the first packet. */
    long highest() {
        return highest;
    }

    /** Asked before a packet is authenticated; only {@link #accept} changes anything. */
    boolean isFresh(long index) {
        if (index > highest) {
            return true;
        }
        return index >= 0 && highest - index < SIZE && !isSet(index);
    }

    void accept(long index) {
        if (index > highest) {
            clearBetween(index);
            highest = index;
        }
        seen[word(index)] |= 1L << (index & (Long.SIZE - 1));
    }

    private void clearBetween(long index) {
        if (index - highest >= SIZE) {
            Arrays.fill(seen, 0);
            return;
        }
        for (long skipped = highest + 1; skipped <= index; skipped++) {
            seen[word(skipped)] &= ~(1L << (skipped & (Long.SIZE - 1)));
        }
    }

    private boolean isSet(long index) {
        return (seen[word(index)] & 1L << (index & (Long.SIZE - 1))) != 0;
    }

    private static int word(long index) {
        return (int) (index & MASK) / Long.SIZE;
    }
}
