package live.weir.bridge.forward;

import org.jspecify.annotations.Nullable;

/**
 * The newest packets of one layer, for retransmission and for those who join late. Belongs to one event loop; holds a
 * reference to each packet until a newer one takes its place.
 */
final class PacketRing {

    private static final long NONE = Long.MIN_VALUE;

    private final @Nullable MediaPacket[] packets;
    private final int mask;
    private long newest = NONE;
    private long keyframe = NONE;

    /** @param size a power of two */
    PacketRing(int size) {
        this.packets = new MediaPacket[size];
        this.mask = size - 1;
    }

    /** Retains the packet, and releases the one whose place it takes; leaves out what is older than the ring. */
    void put(MediaPacket packet) {
        if (newest != NONE && packet.sequence <= newest - packets.length) {
            return;
        }
        int place = (int) packet.sequence & mask;
        MediaPacket former = packets[place];
        packets[place] = (MediaPacket) packet.retain();
        if (former != null) {
            former.release();
        }
        newest = Math.max(newest, packet.sequence);
        if (packet.startsKeyframe) {
            keyframe = Math.max(keyframe, packet.sequence);
        }
    }

    @Nullable
    MediaPacket get(long sequence) {
        MediaPacket packet = packets[(int) sequence & mask];
        return packet != null && packet.sequence == sequence ? packet : null;
    }

    /**
     * The first packet of the newest keyframe, if it and all that followed it are here and are few enough to be sent at
     * once.
     */
    @Nullable
    MediaPacket completeSinceKeyframe(int most) {
        if (keyframe == NONE || newest - keyframe >= Math.min(most, packets.length)) {
            return null;
        }
        for (long sequence = keyframe; sequence <= newest; sequence++) {
            if (get(sequence) == null) {
                return null;
            }
        }
        return get(keyframe);
    }

    long newest() {
        return newest;
    }

    void clear() {
        for (int i = 0; i < packets.length; i++) {
            MediaPacket packet = packets[i];
            packets[i] = null;
            if (packet != null) {
                packet.release();
            }
        }
        newest = NONE;
        keyframe = NONE;
    }
}
