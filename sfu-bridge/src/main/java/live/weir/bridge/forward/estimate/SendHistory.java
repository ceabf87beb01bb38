package live.weir.bridge.forward.estimate;

import java.util.Arrays;

/** The newest packets sent to one viewer, by transport-wide sequence number, until feedback has spoken of them. */
final class SendHistory {

    static final int ABSENT = -1;

    private static final byte FREE = 0;
    private static final byte IN_FLIGHT = 1;
    private static final byte LOST = 2;

    private final byte[] states;
    private final long[] sequences;
    private final long[] sentNanos;
    private final int[] bytes;
    private final int[] probes;
    private final int mask;

    /** The capacity is a power of two: 2,048 packets are 5 seconds of 4 Mbit/s. */
    SendHistory(int capacity) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("Not a power of two: " + capacity);
        }
        this.states = new byte[capacity];
        this.sequences = new long[capacity];
        this.sentNanos = new long[capacity];
        this.bytes = new int[capacity];
        this.probes = new int[capacity];
        this.mask = capacity - 1;
        Arrays.fill(sequences, Long.MIN_VALUE);
    }

    void add(long sequence, int size, int probe, long nowNanos) {
        int slot = slot(sequence);
        states[slot] = IN_FLIGHT;
        sequences[slot] = sequence;
        sentNanos[slot] = nowNanos;
        bytes[slot] = size;
        probes[slot] = probe;
    }

    /** The slot of a packet that feedback has not yet said to have arrived. */
    int find(long sequence) {
        int slot = slot(sequence);
        return sequences[slot] == sequence && states[slot] != FREE ? slot : ABSENT;
    }

    /** True if it was reported as lost before. */
    boolean acknowledge(int slot) {
        boolean wasLost = states[slot] == LOST;
        states[slot] = FREE;
        return wasLost;
    }

    /** True if this is the first report of its loss. */
    boolean lose(int slot) {
        boolean news = states[slot] == IN_FLIGHT;
        states[slot] = LOST;
        return news;
    }

    long sentNanos(int slot) {
        return sentNanos[slot];
    }

    int bytes(int slot) {
        return bytes[slot];
    }

    int probe(int slot) {
        return probes[slot];
    }

    private int slot(long sequence) {
        return (int) (sequence & mask);
    }
}
