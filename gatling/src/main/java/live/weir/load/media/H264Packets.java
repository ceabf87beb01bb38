package live.weir.load.media;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** RFC 6184, packetization mode 1: single units and FU-A; filler units (type 12) bring it to size and carry the stamp. */
final class H264Packets {

    private static final int FRAGMENT = 28;
    private static final int FILLER = 12;
    private static final byte STOP_BIT = (byte) 0x80;

    private H264Packets() {}

    static List<byte[]> of(Picture picture, int size, long sentAt) {
        List<byte[]> packets = new ArrayList<>();
        int bytes = 0;
        for (byte[] unit : AnnexB.units(picture.data())) {
            bytes += unit.length;
            addUnit(packets, unit);
        }
        for (int rest = size - bytes; rest > Chunks.LARGEST; rest -= Chunks.LARGEST) {
            packets.add(filler(Chunks.LARGEST));
        }
        byte[] last = filler(Math.min(Chunks.LARGEST, Math.max((size - bytes) % Chunks.LARGEST, 2 + Stamp.LENGTH)));
        Stamp.write(last, last.length - 1 - Stamp.LENGTH, sentAt);
        packets.add(last);
        return packets;
    }

    private static byte[] filler(int size) {
        byte[] unit = new byte[size];
        Arrays.fill(unit, (byte) 0xff);
        unit[0] = FILLER;
        unit[size - 1] = STOP_BIT;
        return unit;
    }

    private static void addUnit(List<byte[]> packets, byte[] unit) {
        if (unit.length <= Chunks.LARGEST) {
            packets.add(unit);
            return;
        }
        int total = unit.length - 1;
        int count = Chunks.count(total);
        for (int i = 0; i < count; i++) {
            int from = Chunks.start(total, count, i);
            int to = Chunks.start(total, count, i + 1);
            byte[] packet = new byte[2 + to - from];
            packet[0] = (byte) ((unit[0] & 0xe0) | FRAGMENT);
            packet[1] = (byte) ((unit[0] & 0x1f) | (i == 0 ? 0x80 : 0) | (i == count - 1 ? 0x40 : 0));
            System.arraycopy(unit, 1 + from, packet, 2, to - from);
            packets.add(packet);
        }
    }
}
