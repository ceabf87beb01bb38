package live.weir.bridge.forward;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import live.weir.bridge.forward.send.Pacer;
import live.weir.bridge.forward.send.PacerPolicy;
import live.weir.bridge.rtp.RtpHeaderWriter;
import live.weir.bridge.rtp.TimestampUnwrapper;
import org.jspecify.annotations.Nullable;

/**
 * The way of one picture to its viewer, paced: a keyframe must not overrun the queues on the path. As a rule a packet leaves
 * during the call that brings it, and is copied nowhere; what must wait is copied, and gets its path's numbers when it leaves.
 */
final class PacedPath implements EgressTransport, Pacer.Outlet<PacedPath.Packet> {

    /** A packet on its way: for the length of a call in its sender's arrays, or waiting in a buffer of its own. */
    static final class Packet {
        private byte[] header = NOTHING;
        private int headerLength;
        private byte[] payload = NOTHING;
        private int payloadOffset;
        private int payloadLength;
        private @Nullable ByteBuf copy;
        private boolean gone;
    }

    private static final byte[] NOTHING = {};

    private final ViewerEgress viewer;
    private final SlotFormat format;
    private final Pacer<Packet> pacer;
    private final TimestampUnwrapper frames = new TimestampUnwrapper();
    private final Runnable refresh;
    private Packet spare = new Packet();
    private long frame;
    private Urgency urgency = Urgency.MEDIA;

    /** @param refresh is told when pictures were dropped, and nothing that follows could be decoded before a keyframe */
    PacedPath(ViewerEgress viewer, SlotFormat format, long target, Runnable refresh) {
        this.viewer = viewer;
        this.format = format;
        this.refresh = refresh;
        this.pacer = new Pacer<>(PacerPolicy.USUAL, target, this);
    }

    @Override
    public void stamp(RtpHeaderWriter writer, SlotFormat.ExtensionIds ids) {
        viewer.stamp(writer, ids);
    }

    @Override
    public void announce(int timestamp, Urgency ofNext) {
        frame = frames.unwrap(timestamp);
        urgency = ofNext;
    }

    @Override
    public void send(byte[] header, int headerLength, byte[] payload, int payloadOffset, int payloadLength) {
        if (urgency == Urgency.PROBE) {
            viewer.send(header, headerLength, payload, payloadOffset, payloadLength);
            return;
        }
        Packet packet = spare;
        packet.header = header;
        packet.headerLength = headerLength;
        packet.payload = payload;
        packet.payloadOffset = payloadOffset;
        packet.payloadLength = payloadLength;
        packet.gone = false;
        long now = System.nanoTime();
        if (urgency == Urgency.AGAIN) {
            pacer.retransmission(packet, headerLength + payloadLength, now);
        } else {
            pacer.video(packet, headerLength + payloadLength, frame, urgency == Urgency.KEYFRAME, now);
        }
        if (!packet.gone) {
            hold(packet);
            spare = new Packet();
        }
    }

    private static void hold(Packet packet) {
        ByteBuf copy = PooledByteBufAllocator.DEFAULT.heapBuffer(packet.headerLength + packet.payloadLength);
        copy.writeBytes(packet.header, 0, packet.headerLength);
        copy.writeBytes(packet.payload, packet.payloadOffset, packet.payloadLength);
        packet.copy = copy;
        packet.header = NOTHING;
        packet.payload = NOTHING;
    }

    /** Lets go what may go by now, at the rate of the target. */
    void tick(long target, long now) {
        pacer.target(target, now);
        pacer.drain(now);
    }

    @Override
    public void send(Packet packet, long now) {
        ByteBuf copy = packet.copy;
        packet.gone = true;
        if (copy == null) {
            viewer.send(packet.header, packet.headerLength, packet.payload, packet.payloadOffset, packet.payloadLength);
            return;
        }
        byte[] header = viewer.restamp(copy.array(), copy.arrayOffset(), packet.headerLength, format.extensions());
        int payloadOffset = copy.arrayOffset() + packet.headerLength;
        viewer.send(header, packet.headerLength, copy.array(), payloadOffset, packet.payloadLength);
        release(packet);
    }

    @Override
    public void discard(Packet packet) {
        packet.gone = true;
        release(packet);
    }

    private static void release(Packet packet) {
        ByteBuf copy = packet.copy;
        if (copy != null) {
            packet.copy = null;
            copy.release();
        }
    }

    @Override
    public void refresh() {
        refresh.run();
    }

    long dropped() {
        return pacer.droppedPackets();
    }

    void clear() {
        pacer.clear();
    }

    @Override
    public void flush() {
        viewer.flush();
    }

    @Override
    public long roundTripNanos() {
        return viewer.roundTripNanos();
    }
}
