package live.weir.bridge.forward;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Packets as the ingress makes them, of a header and a VP8 descriptor with a picture id. */
final class Packets {

    private static final int HEADER = 12;

    private Packets() {}

    static MediaPacket packet(long sequence) {
        ByteBuf buffer = Unpooled.buffer(HEADER + 20);
        buffer.writeZero(HEADER + 20);
        MediaPacket packet = MediaPacket.of(buffer);
        packet.sequence = sequence;
        packet.payloadOffset = HEADER;
        packet.payloadLength = 20;
        packet.layer = 0;
        packet.track = 0;
        return packet;
    }

    static MediaPacket keyframe(long sequence) {
        MediaPacket packet = packet(sequence);
        packet.startsKeyframe = true;
        return packet;
    }

    static MediaPacket picture(int pictureId, boolean wide, int tl0) {
        MediaPacket packet = packet(1);
        packet.pictureIdOffset = HEADER + 2;
        packet.pictureId = pictureId;
        packet.pictureIdIsWide = wide;
        packet.tl0Offset = HEADER + (wide ? 4 : 3);
        packet.tl0 = tl0;
        return packet;
    }
}
