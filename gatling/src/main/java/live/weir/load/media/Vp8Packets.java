package live.weir.load.media;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** RFC 7741, with a picture id of 15 bits. A VP8 decoder does not read what follows the last partition. */
final class Vp8Packets {

    private static final int DESCRIPTOR = 4;

    private Vp8Packets() {}

    static List<byte[]> of(Picture picture, int number, int size, long sentAt) {
        byte[] data = picture.data();
        byte[] padded = Arrays.copyOf(data, Math.max(size, data.length + Stamp.LENGTH));
        Stamp.write(padded, padded.length - Stamp.LENGTH, sentAt);
        int count = Chunks.count(padded.length);
        List<byte[]> packets = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int from = Chunks.start(padded.length, count, i);
            int to = Chunks.start(padded.length, count, i + 1);
            byte[] packet = new byte[DESCRIPTOR + to - from];
            packet[0] = (byte) (i == 0 ? 0x90 : 0x80);
            packet[1] = (byte) 0x80;
            packet[2] = (byte) (number >>> 8 | 0x80);
            packet[3] = (byte) number;
            System.arraycopy(padded, from, packet, DESCRIPTOR, to - from);
            packets.add(packet);
        }
        return packets;
    }
}
