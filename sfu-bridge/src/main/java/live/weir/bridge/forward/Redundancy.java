package live.weir.bridge.forward;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import live.weir.bridge.rtp.RedPayload;
import live.weir.bridge.rtp.RtpFields;
import live.weir.bridge.rtp.RtpView;

/**
 * Takes redundant audio apart (RFC 2198): finds the packet's own payload, and makes packets of what went before where these
 * were lost on the way here. So viewers and taps that know nothing of redundancy lose nothing either. Belongs to the
 * publisher's loop.
 */
final class Redundancy {

    private final RedPayload red = new RedPayload();

    /** Takes a packet that had been lost; its reference is the sink's. */
    interface Sink {
        void take(MediaPacket packet, IngressStream stream, long now);
    }

    /** False if it is damaged, or carries something else than the track's codec. */
    boolean wrap(RtpView view, IngressFormat.Track track) {
        return red.wrap(view) && red.primaryPayloadType() == track.payloadType();
    }

    /** Makes the packet one of the track's codec, with what went before at hand for those who take it. */
    void unwrap(MediaPacket packet, IngressFormat.Track track) {
        packet.redundancyOffset = packet.payloadOffset;
        packet.payloadOffset = red.primaryOffset();
        packet.payloadLength = red.primaryLength();
        RtpFields.putPayloadType(packet.bytes, packet.start(), track.payloadType(), packet.marker);
    }

    /** Browsers repeat the packets right before, the oldest first. */
    void refill(RtpView view, IngressStream stream, long sequence, long now, Sink sink) {
        for (int block = 0; block < red.redundant(); block++) {
            long lost = sequence - red.redundant() + block;
            boolean usable = red.length(block) > 0 && red.payloadType(block) == stream.track.payloadType();
            if (usable && stream.refill(lost, red.length(block), now)) {
                sink.take(packet(view, stream, block, lost, now), stream, now);
            }
        }
    }

    private MediaPacket packet(RtpView view, IngressStream stream, int block, long sequence, long now) {
        int length = red.length(block);
        ByteBuf buffer = ByteBufAllocator.DEFAULT.heapBuffer(RtpFields.FIXED_LENGTH + length);
        buffer.writeZero(RtpFields.FIXED_LENGTH).writeBytes(view.bytes(), red.offset(block), length);
        MediaPacket packet = MediaPacket.of(buffer);
        int start = packet.start();
        packet.bytes[start] = (byte) 0x80;
        RtpFields.putPayloadType(packet.bytes, start, stream.track.payloadType(), false);
        RtpFields.putSsrc(packet.bytes, start, stream.ssrc());
        packet.sequence = sequence;
        packet.track = stream.index;
        packet.layer = stream.layer;
        packet.timestamp = view.timestamp() - red.timestampOffset(block) + stream.timestampShift();
        packet.marker = false;
        packet.arrivedAt = now;
        packet.payloadOffset = start + RtpFields.FIXED_LENGTH;
        packet.payloadLength = length;
        packet.writeNumbers();
        return packet;
    }
}
