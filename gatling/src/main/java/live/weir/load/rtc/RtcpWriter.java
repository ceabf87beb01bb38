package live.weir.load.rtc;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The reports and requests that a peer sends (RFC 3550, RFC 4585, RFC 5104). */
final class RtcpWriter {

    private static final int SENDER_REPORT = 200;
    private static final int RECEIVER_REPORT = 201;
    private static final int TRANSPORT_FEEDBACK = 205;
    private static final int PAYLOAD_FEEDBACK = 206;
    private static final long NTP_OFFSET_SECONDS = 2_208_988_800L;

    private RtcpWriter() {}

    static byte[] keyframeRequest(int own, int source) {
        return head(1, PAYLOAD_FEEDBACK, 12, own).putInt(source).array();
    }

    /** RFC 4585 §6.2.1: a packet, and which of the sixteen after it. */
    static byte[] nack(int own, int source, int[] missing, int count) {
        int[] sorted = Arrays.copyOf(missing, count);
        Arrays.sort(sorted);
        ByteBuffer out = ByteBuffer.allocate(12 + 4 * count).position(12);
        for (int i = 0; i < count; ) {
            int first = sorted[i++];
            int following = 0;
            while (i < count && sorted[i] - first <= 16) {
                following |= 1 << (sorted[i++] - first - 1);
            }
            out.putShort((short) first).putShort((short) following);
        }
        int length = out.position();
        out.putInt(0, 0x81000000 | TRANSPORT_FEEDBACK << 16 | (length / 4 - 1))
                .putInt(4, own)
                .putInt(8, source);
        return Arrays.copyOf(out.array(), length);
    }

    static ByteBuffer receiverReport(int own, int blocks) {
        return head(blocks, RECEIVER_REPORT, 8 + 24 * blocks, own);
    }

    static byte[] senderReport(int own, long wallNanos, int mediaTime, int packets, int bytes) {
        long seconds = wallNanos / 1_000_000_000 + NTP_OFFSET_SECONDS;
        long fraction = (wallNanos % 1_000_000_000 << 32) / 1_000_000_000;
        return head(0, SENDER_REPORT, 28, own)
                .putInt((int) seconds)
                .putInt((int) fraction)
                .putInt(mediaTime)
                .putInt(packets)
                .putInt(bytes)
                .array();
    }

    private static ByteBuffer head(int count, int type, int length, int own) {
        return ByteBuffer.allocate(length)
                .put((byte) (0x80 | count))
                .put((byte) type)
                .putShort((short) (length / 4 - 1))
                .putInt(own);
    }
}
