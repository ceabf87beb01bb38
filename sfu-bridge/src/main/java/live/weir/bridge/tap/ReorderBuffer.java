package live.weir.bridge.tap;

import live.weir.bridge.rtp.SequenceUnwrapper;
import org.jspecify.annotations.Nullable;

/**
 * Puts packets into the order of their numbers. What is missing is waited for, as long as what came after it is not older
 * than the patience; then it counts as lost. Holds at most {@link #SLOTS} packets: when one lies beyond, what is missing before
 * it is lost at once.
 */
final class ReorderBuffer {

    static final int SLOTS = 1024;

    /** Takes packets in order. */
    interface Ordered {
        void packet(long arrivedAt, byte[] bytes, int length);

        /** Before the next packet some are missing, or numbers began anew. */
        void lost();
    }

    private final long patience;
    private final SequenceUnwrapper numbers = new SequenceUnwrapper();
    private final byte[][] packets = new byte[SLOTS][];
    private final int[] lengths = new int[SLOTS];
    private final long[] arrivals = new long[SLOTS];
    private final boolean[] filled = new boolean[SLOTS];
    private long next = -1;
    private long newest = -1;
    private int held;
    private long lostPackets;

    /** @param patience in nanoseconds */
    ReorderBuffer(long patience) {
        this.patience = patience;
    }

    void add(int sequence, long arrivedAt, byte[] bytes, int offset, int length, Ordered ordered) {
        long number = numbers.unwrap(sequence);
        if (next < 0) {
            next = number;
        } else if (numbers.restarted()) {
            flush(ordered);
            ordered.lost();
            next = number;
        } else if (number < next || number > next + 60_000) {
            return; // too late, a duplicate, or a stray
        }
        while (number >= next + SLOTS) {
            skip(number, ordered);
        }
        put(number, arrivedAt, bytes, offset, length);
        newest = Math.max(newest, number);
        drain(ordered);
    }

    private void put(long number, long arrivedAt, byte[] bytes, int offset, int length) {
        int slot = (int) (number % SLOTS);
        if (filled[slot]) {
            return;
        }
        byte @Nullable [] place = packets[slot];
        if (place == null || place.length < length) {
            place = new byte[Math.max(1500, length)];
            packets[slot] = place;
        }
        System.arraycopy(bytes, offset, place, 0, length);
        lengths[slot] = length;
        arrivals[slot] = arrivedAt;
        filled[slot] = true;
        held++;
    }

    private void drain(Ordered ordered) {
        for (int slot = (int) (next % SLOTS); filled[slot]; slot = (int) (next % SLOTS)) {
            filled[slot] = false;
            held--;
            next++;
            ordered.packet(arrivals[slot], packets[slot], lengths[slot]);
        }
    }

    /** Gives up what is missing before the next packet that is here, or before this number. */
    private void skip(long number, Ordered ordered) {
        long missing = next;
        while (next < number && !filled[(int) (next % SLOTS)]) {
            next++;
        }
        lostPackets += next - missing;
        if (next > missing) {
            ordered.lost();
        }
        drain(ordered);
    }

    /** To be called now and then: packets whose time is up are given up. */
    void expire(long now, Ordered ordered) {
        while (held > 0 && isOverdue(now)) {
            skip(newest + 1, ordered);
        }
    }

    private boolean isOverdue(long now) {
        for (long number = next; number <= newest; number++) {
            int slot = (int) (number % SLOTS);
            if (filled[slot]) {
                return now - arrivals[slot] > patience;
            }
        }
        return false;
    }

    /** Hands on all that is here. */
    private void flush(Ordered ordered) {
        while (held > 0) {
            skip(newest + 1, ordered);
        }
        newest = -1;
    }

    /** Whether it waits for something. */
    boolean isWaiting() {
        return held > 0;
    }

    long lostPackets() {
        return lostPackets;
    }
}
