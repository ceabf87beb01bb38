package live.weir.load.rtc;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/** One SSRC that a performer sends. */
final class SentStream {

    private final int source = ThreadLocalRandom.current().nextInt();
    private final PacketHistory history = new PacketHistory();
    private final byte[] clear = new byte[Scratch.ROOM];
    private int format;
    private int transportId;
    private long sequence = ThreadLocalRandom.current().nextInt(30_000);
    private int packets;
    private int bytes;

    int source() {
        return source;
    }

    void begin(int negotiatedFormat, int negotiatedTransportId) {
        format = negotiatedFormat;
        transportId = negotiatedTransportId;
    }

    PacketHistory history() {
        return history;
    }

    /** The sealed packet. */
    byte[] seal(MediaCipher cipher, byte[] payload, int time, boolean marker, int transportSequence) {
        int header = 12;
        clear[0] = (byte) 0x80;
        if (transportId > 0) {
            clear[0] = (byte) 0x90;
            Bytes.putInt(clear, 12, 0xbede0001);
            clear[16] = (byte) (transportId << 4 | 1);
            Bytes.putShort(clear, 17, transportSequence);
            clear[19] = 0;
            header = 20;
        }
        clear[1] = (byte) (format | (marker ? 0x80 : 0));
        Bytes.putShort(clear, 2, (int) sequence);
        Bytes.putInt(clear, 4, time);
        Bytes.putInt(clear, 8, source);
        System.arraycopy(payload, 0, clear, header, payload.length);
        byte[] out = Scratch.get().sealed;
        int length = header + payload.length;
        int sealedLength = cipher.sealRtp(clear, length, header, (int) (sequence >>> 16), out);
        byte[] sealed = Arrays.copyOf(out, sealedLength);
        history.add((int) sequence & 0xffff, sealed);
        sequence++;
        packets++;
        bytes += payload.length;
        return sealed;
    }

    byte[] report(long wallNanos, int time) {
        return RtcpWriter.senderReport(source, wallNanos, time, packets, bytes);
    }
}
