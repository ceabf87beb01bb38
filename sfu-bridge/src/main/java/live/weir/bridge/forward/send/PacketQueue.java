package live.weir.bridge.forward.send;

import org.jspecify.annotations.Nullable;

/** A bounded queue of packets, with what the pacer needs to know of them. */
final class PacketQueue<E> implements Waiting {

    private final @Nullable Object[] entries;
    private final int[] bytes;
    private final long[] queuedNanos;
    private final int mask;
    private int head;
    private int size;
    private long queuedBytes;
    /** It may overflow: only its distance from others of its kind counts. */
    private long queuedNanosSum;

    /** The capacity is a power of two. */
    PacketQueue(int capacity) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("Not a power of two: " + capacity);
        }
        this.entries = new Object[capacity];
        this.bytes = new int[capacity];
        this.queuedNanos = new long[capacity];
        this.mask = capacity - 1;
    }

    /** False if the queue is full. */
    boolean add(E entry, int entryBytes, long nowNanos) {
        if (size == entries.length) {
            return false;
        }
        int tail = (head + size) & mask;
        entries[tail] = entry;
        bytes[tail] = entryBytes;
        queuedNanos[tail] = nowNanos;
        size++;
        queuedBytes += entryBytes;
        queuedNanosSum += nowNanos;
        return true;
    }

    @Nullable
    E poll() {
        if (size == 0) {
            return null;
        }
        @SuppressWarnings({"unchecked", "NullAway"}) // add() put it there, and takes nothing else
        E entry = (E) entries[head];
        entries[head] = null;
        queuedBytes -= bytes[head];
        queuedNanosSum -= queuedNanos[head];
        head = (head + 1) & mask;
        size--;
        return entry;
    }

    @Override
    public long headNanos() {
        return queuedNanos[head];
    }

    /** How long all that waits has waited, taken together. */
    long waitedNanos(long nowNanos) {
        return nowNanos * size - queuedNanosSum;
    }

    @Override
    public boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    long queuedBytes() {
        return queuedBytes;
    }
}
