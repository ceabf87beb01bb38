package live.weir.bridge.forward.send;

import org.jspecify.annotations.Nullable;

/** A bounded queue of entries with what the pacer needs to know of each. */
final class PacketQueue<E> {

    private final @Nullable Object[] entries;
    private final int[] bytes;
    private final long[] frames;
    private final boolean[] keyframes;
    private final long[] queuedNanos;
    private final int mask;
    private int head;
    private int size;
    private long queuedBytes;

    /** The capacity is a power of two. */
    PacketQueue(int capacity) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("Not a power of two: " + capacity);
        }
        this.entries = new Object[capacity];
        this.bytes = new int[capacity];
        this.frames = new long[capacity];
        this.keyframes = new boolean[capacity];
        this.queuedNanos = new long[capacity];
        this.mask = capacity - 1;
    }

    /** False if the queue is full. */
    boolean add(E entry, int entryBytes, long frame, boolean keyframe, long nowNanos) {
        if (size == entries.length) {
            return false;
        }
        int tail = (head + size) & mask;
        entries[tail] = entry;
        bytes[tail] = entryBytes;
        frames[tail] = frame;
        keyframes[tail] = keyframe;
        queuedNanos[tail] = nowNanos;
        size++;
        queuedBytes += entryBytes;
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
        head = (head + 1) & mask;
        size--;
        return entry;
    }

    int headBytes() {
        return bytes[head];
    }

    long headFrame() {
        return frames[head];
    }

    boolean isHeadKeyframe() {
        return keyframes[head];
    }

    long headNanos() {
        return queuedNanos[head];
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    long queuedBytes() {
        return queuedBytes;
    }
}
