package live.weir.bridge.transport;

import java.nio.ByteBuffer;
import java.util.Random;

/** Packets to send in tests: every byte follows from the numbers. */
final class Packets {

    static final int HEADER = 12;

    private Packets() {}

    static byte[] rtp(int ssrc, int sequence, int payload) {
        byte[] bytes = new byte[HEADER + payload];
        new Random(sequence).nextBytes(bytes);
        ByteBuffer.wrap(bytes)
                .put((byte) 0x80)
                .put((byte) 96)
                .putShort((short) sequence)
                .putInt(sequence * 3000)
                .putInt(ssrc);
        return bytes;
    }

    static byte[] receiverReport(int ssrc) {
        return ByteBuffer.allocate(32)
                .put((byte) 0x81)
                .put((byte) 201)
                .putShort((short) 7)
                .putInt(ssrc)
                .putInt(2)
                .putLong(42)
                .putLong(43)
                .array();
    }

    static int sequence(byte[] packet) {
        return ByteBuffer.wrap(packet).getShort(2) & 0xffff;
    }

    /** On the peer's event loop, as it must be. */
    static void send(PeerTransport transport, byte[] packet) {
        transport.loop().execute(() -> {
            transport.sendRtp(packet, HEADER, packet, HEADER, packet.length - HEADER);
            transport.flush();
        });
    }
}
