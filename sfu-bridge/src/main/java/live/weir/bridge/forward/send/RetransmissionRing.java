package live.weir.bridge.forward.send;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The newest packets of a publication, kept for viewers that lost one (NACK, RTX). Shared by all viewers of one event
 * loop, so that a packet is held once however many watch.
 */
public final class RetransmissionRing {

    private static final long NONE = Long.MIN_VALUE;
    /** In capacities of the ring: nearer ones are merely late. */
    private static final long FAR_BEHIND = 8;

    private final @Nullable ByteBuf[] packets;
    private final long[] sequences;
    private final long[] storedNanos;
    private final int mask;
    private final long maxAgeNanos;
    private long highest = NONE;
    /** No held packet is older than this one. */
    private long oldest;

    private int held;

    /** The capacity is a power of two. */
    public RetransmissionRing(int capacity, long maxAgeNanos) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("Not a power of two: " + capacity);
        }
        this.packets = new ByteBuf[capacity];
        this.sequences = new long[capacity];
        this.storedNanos = new long[capacity];
        this.mask = capacity - 1;
        this.maxAgeNanos = maxAgeNanos;
    }

    /** Keeps a packet, retaining it. A packet too old for the ring is left alone. */
    public void put(long sequence, ByteBuf packet, long nowNanos) {
        if (highest == NONE || isElsewhere(sequence)) {
            clear();
            highest = sequence;
            oldest = sequence;
        } else if (sequence <= highest - packets.length) {
            return;
        }
        int slot = slot(sequence);
        release(slot);
        packets[slot] = packet.retain();
        sequences[slot] = sequence;
        storedNanos[slot] = nowNanos;
        held++;
        highest = Math.max(highest, sequence);
        oldest = Math.max(Math.min(oldest, sequence), highest - packets.length + 1);
        expire(nowNanos);
    }

    /** The packet, still owned by the ring: to be read with absolute indices only, and retained by who keeps it. */
    public @Nullable ByteBuf get(long sequence, long nowNanos) {
        int slot = slot(sequence);
        boolean there = packets[slot] != null && sequences[slot] == sequence;
        return there && nowNanos - storedNanos[slot] <= maxAgeNanos ? packets[slot] : null;
    }

    /** Releases what is too old. Done by each put; a stream that fell silent needs it from a timer. */
    public void expire(long nowNanos) {
        while (held > 0) {
            int slot = slot(oldest);
            boolean there = packets[slot] != null && sequences[slot] == oldest;
            if (there && nowNanos - storedNanos[slot] <= maxAgeNanos) {
                return;
            }
            if (there) {
                release(slot);
            }
            oldest++;
        }
    }

    /** Releases everything; the ring may be used again. */
    public void clear() {
        for (int slot = 0; slot < packets.length && held > 0; slot++) {
            release(slot);
        }
        highest = NONE;
    }

    public int size() {
        return held;
    }

    /** So far off that the stream must have begun anew: what is held belongs to nobody any more. */
    private boolean isElsewhere(long sequence) {
        return sequence - highest >= packets.length || highest - sequence >= FAR_BEHIND * packets.length;
    }

    private void release(int slot) {
        ByteBuf packet = packets[slot];
        if (packet != null) {
            packets[slot] = null;
            held--;
            packet.release();
        }
    }

    private int slot(long sequence) {
        return (int) (sequence & mask);
    }
}
