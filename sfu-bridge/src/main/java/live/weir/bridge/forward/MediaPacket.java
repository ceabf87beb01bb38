package live.weir.bridge.forward;

import io.netty.buffer.ByteBuf;
import io.netty.util.AbstractReferenceCounted;
import io.netty.util.Recycler;
import io.netty.util.ReferenceCounted;
import live.weir.bridge.rtp.RtpFields;
import org.jspecify.annotations.Nullable;

/**
 * A publisher's packet, decrypted, with what its ingress found out about it, so that nobody parses it again. Written once
 * by the ingress, then only read: on every loop that has viewers of the track, and by its retransmission ring. Each of them
 * holds a reference; the last release gives the buffer and this object back to their pools.
 */
final class MediaPacket extends AbstractReferenceCounted {

    private static final Recycler<MediaPacket> POOL = new Recycler<>() {
        @Override
        protected MediaPacket newObject(Handle<MediaPacket> handle) {
            return new MediaPacket(handle);
        }
    };

    private static final byte[] EMPTY = new byte[0];

    private final Recycler.Handle<MediaPacket> handle;
    private @Nullable ByteBuf buffer;

    /** The packet as it would have come over a perfect path: header, extensions, payload without padding. */
    byte[] bytes = EMPTY;

    int payloadOffset;
    int payloadLength;

    /** Which track of its publication. */
    int track;

    /** Which simulcast layer, 0 for the tallest. */
    int layer;
    /** Unwrapped, of its own layer. */
    long sequence;

    int timestamp;
    boolean marker;
    boolean startsKeyframe;
    int width;
    int height;
    long arrivedAt;

    /** Where the values of header extensions are in {@link #bytes}, 0 where they aren't. */
    int audioLevelOffset;

    int orientationOffset;
    int playoutDelayOffset;
    int dependencyOffset;
    int dependencyLength;

    /** VP8's own counters, which a switch of layers must not make jump; 0 where they aren't. */
    int pictureIdOffset;

    int pictureId;
    boolean pictureIdIsWide;
    int tl0Offset;
    int tl0;

    /** Which temporal layer its picture is of, 0 where there are none. */
    int temporal;
    /** Whether its picture refers to lower temporal layers only. */
    boolean layerSync;
    /** Who gets its picture may from the next on be sent temporal layers up to this one. */
    int upTo;

    /** Which spatial layer within its stream it is of, 0 for the lowest. */
    int spatial;
    /** A bit for each spatial layer whose viewers need it. */
    int targets;
    /** Whether its frame ends with it: a picture has one in each of its spatial layers. */
    boolean endsFrame;

    /** Of redundant audio (RFC 2198): where what went before begins, which ends where the payload begins; else 0. */
    int redundancyOffset;

    private MediaPacket(Recycler.Handle<MediaPacket> handle) {
        this.handle = handle;
    }

    /** Takes over the buffer, which has an array. */
    static MediaPacket of(ByteBuf buffer) {
        MediaPacket packet = POOL.get();
        packet.setRefCnt(1);
        packet.buffer = buffer;
        packet.bytes = buffer.array();
        packet.startsKeyframe = false;
        packet.width = 0;
        packet.height = 0;
        packet.audioLevelOffset = 0;
        packet.orientationOffset = 0;
        packet.playoutDelayOffset = 0;
        packet.dependencyOffset = 0;
        packet.dependencyLength = 0;
        packet.pictureIdOffset = 0;
        packet.tl0Offset = 0;
        packet.temporal = 0;
        packet.layerSync = false;
        packet.upTo = 0;
        packet.spatial = 0;
        packet.targets = -1;
        packet.endsFrame = false;
        packet.redundancyOffset = 0;
        return packet;
    }

    /** Makes the header say what the fields do, so that whoever is handed the bytes sees one stream, without padding. */
    void writeNumbers() {
        int start = start();
        bytes[start] &= ~0x20;
        RtpFields.putSequence(bytes, start, (int) sequence);
        RtpFields.putTimestamp(bytes, start, timestamp);
    }

    /** Where the header starts in {@link #bytes}. */
    int start() {
        ByteBuf held = buffer;
        return held == null ? 0 : held.arrayOffset() + held.readerIndex();
    }

    /** Whether viewers of a spatial layer need it. */
    boolean isFor(int spatialLayer) {
        return (targets >> spatialLayer & 1) != 0;
    }

    /** With header, without padding. */
    int wireLength() {
        return payloadOffset + payloadLength - start();
    }

    @Override
    protected void deallocate() {
        ByteBuf released = buffer;
        buffer = null;
        bytes = EMPTY;
        if (released != null) {
            released.release();
        }
        handle.recycle(this);
    }

    @Override
    public ReferenceCounted touch(Object hint) {
        if (buffer != null) {
            buffer.touch(hint);
        }
        return this;
    }
}
