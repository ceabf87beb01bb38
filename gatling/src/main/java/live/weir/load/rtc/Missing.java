package live.weir.load.rtc;

/** The packets of one stream that are missing, and when to ask for them again. Bounded: what is too much is lost. */
final class Missing {

    private static final int ROOM = 256;
    private static final int TRIES = 4;
    private static final long AGAIN_NANOS = 60_000_000;
    private static final long FIRST_AFTER_NANOS = 5_000_000;

    private final long[] sequences = new long[ROOM];
    private final long[] askAt = new long[ROOM];
    private final int[] tries = new int[ROOM];
    private int size;

    void add(long from, long to, long now) {
        for (long sequence = from; sequence < to && size < ROOM; sequence++) {
            sequences[size] = sequence;
            askAt[size] = now + FIRST_AFTER_NANOS;
            tries[size++] = 0;
        }
    }

    /** Whether it was missing until now. */
    boolean remove(long sequence) {
        for (int i = 0; i < size; i++) {
            if (sequences[i] == sequence) {
                drop(i);
                return true;
            }
        }
        return false;
    }

    private void drop(int index) {
        size--;
        sequences[index] = sequences[size];
        askAt[index] = askAt[size];
        tries[index] = tries[size];
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Writes those that are due; gives their number. */
    int due(long now, int[] out) {
        int count = 0;
        for (int i = size - 1; i >= 0; i--) {
            if (now - askAt[i] >= 0) {
                if (tries[i]++ == TRIES) {
                    drop(i);
                } else if (count < out.length) {
                    out[count++] = (int) sequences[i] & 0xffff;
                    askAt[i] = now + AGAIN_NANOS;
                }
            }
        }
        return count;
    }
}
