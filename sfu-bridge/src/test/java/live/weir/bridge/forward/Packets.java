package live.weir.bridge.forward;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import live.weir.bridge.rtp.CodecPayload;
import live.weir.bridge.rtp.Vp8Payload;
import live.weir.bridge.rtp.Vp9Payload;

/** Packets as the ingress makes them, of a header and a VP8 descriptor with a picture id. */
final class Packets {

    private static final int HEADER = 12;

    /** Of 90 kHz between two pictures. */
    static final int PICTURE = 3000;

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

    /**
     * A VP8 packet as it comes over the wire, with a wide picture id.
     *
     * @param first whether its picture begins with it
     */
    static MediaPacket vp8(int layer, long sequence, int timestamp, boolean first, boolean keyframe, int length) {
        return vp8(layer, sequence, timestamp, first, keyframe, 0, false, length);
    }

    /** @param sync whether the picture refers to lower temporal layers only */
    static MediaPacket vp8(
            int layer,
            long sequence,
            int timestamp,
            boolean first,
            boolean keyframe,
            int temporal,
            boolean sync,
            int length) {
        byte[] payload = new byte[length];
        payload[5] = (byte) (temporal << 6 | (sync ? 0x20 : 0));
        payload[0] = (byte) (first ? 0x90 : 0x80);
        payload[1] = (byte) 0xE0;
        payload[2] = (byte) 0x80;
        payload[3] = (byte) (timestamp / PICTURE);
        payload[4] = (byte) (timestamp / PICTURE);
        payload[6] = (byte) (keyframe ? 0 : 1);
        return received(new Vp8Payload(), layer, sequence, timestamp, false, payload);
    }

    /** Looked at as the ingress does. */
    static MediaPacket received(
            CodecPayload codec, int layer, long sequence, int timestamp, boolean marker, byte[] payload) {
        ByteBuf buffer = Unpooled.buffer(HEADER + payload.length);
        buffer.writeZero(HEADER).writeBytes(payload);
        MediaPacket packet = MediaPacket.of(buffer);
        packet.sequence = sequence;
        packet.payloadOffset = HEADER;
        packet.payloadLength = payload.length;
        packet.layer = layer;
        packet.track = 0;
        packet.timestamp = timestamp;
        packet.marker = marker;
        if (codec.wrap(packet.bytes, HEADER, payload.length, marker)) {
            packet.startsKeyframe = codec.startsKeyframe();
            PictureIds.locate(packet, codec);
            new LayerInspector().inspect(packet, codec);
        }
        return packet;
    }

    /**
     * A VP9 packet in flexible mode as Chromium sends it in K-SVC: in keyframes each spatial layer builds on the one below,
     * in other pictures each on itself.
     */
    static MediaPacket vp9(long sequence, int timestamp, boolean keyframe, int spatial, int spatials) {
        return vp9(sequence, timestamp, keyframe, spatial, spatials, true);
    }

    /** @param alone whether layers of pictures that are no keyframes stand on their own */
    static MediaPacket vp9(long sequence, int timestamp, boolean keyframe, int spatial, int spatials, boolean alone) {
        boolean top = spatial == spatials - 1;
        boolean upperRefers = keyframe || !alone;
        byte[] payload = new byte[40];
        payload[0] = (byte) (0x80 | (keyframe ? 0 : 0x40) | 0x20 | 0x10 | 0x08 | 0x04 | (upperRefers && !top ? 0 : 1));
        payload[1] = (byte) (0x80 | ((timestamp / PICTURE) >> 8));
        payload[2] = (byte) (timestamp / PICTURE);
        payload[3] = (byte) (spatial << 1 | (upperRefers && spatial > 0 ? 1 : 0));
        payload[4] = (byte) (keyframe ? 0 : 2);
        return received(new Vp9Payload(), 0, sequence, timestamp, top, payload);
    }
}
