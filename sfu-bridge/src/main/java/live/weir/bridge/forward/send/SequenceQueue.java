package live.weir.bridge.forward.send;

/** A bounded queue of the numbers of packets that were asked for again. */
final class SequenceQueue implements Waiting {

    private final long[] sequences;
    private final long[] queuedNanos;
    private final int mask;
    private int head;
    private int size;

    /** The capacity is a power of two. */
    SequenceQueue(int capacity) {
        this.sequences = new long[capacity];
        this.queuedNanos = new long[capacity];
        this.mask = capacity - 1;
    }

    /** False if the queue is full. */
    boolean add(long sequence, long nowNanos) {
        if (size == sequences.length) {
            return false;
        }
        int tail = (head + size++) & mask;
        sequences[tail] = sequence;
        queuedNanos[tail] = nowNanos;
        return true;
    }

    /** There must be one. */
    long poll() {
        long sequence = sequences[head];
        head = (head + 1) & mask;
        size--;
        return sequence;
    }

    @Override
    public long headNanos() {
        return queuedNanos[head];
    }

    @Override
    public boolean isEmpty() {
        return size == 0;
    }

    int clear() {
        int cleared = size;
        size = 0;
        return cleared;
    }
}
