package live.weir.bridge.rtp;

import static live.weir.bridge.rtp.BigEndian.i32;
import static live.weir.bridge.rtp.BigEndian.put16;
import static live.weir.bridge.rtp.BigEndian.put32;
import static live.weir.bridge.rtp.BigEndian.u16;

/**
 * The fixed fields of an RTP header (RFC 3550 §5.1) at their places, for code that patches packets it has already checked:
 * {@code offset} is where the packet starts. SSRCs and timestamps are the 32 bits as they are, sign and all.
 */
public final class RtpFields {

    /** Length of the header up to and with the SSRC. */
    public static final int FIXED_LENGTH = 12;

    private RtpFields() {}

    public static int payloadType(byte[] bytes, int offset) {
        return bytes[offset + 1] & 0x7F;
    }

    public static boolean marker(byte[] bytes, int offset) {
        return bytes[offset + 1] < 0;
    }

    public static int sequence(byte[] bytes, int offset) {
        return u16(bytes, offset + 2);
    }

    public static int timestamp(byte[] bytes, int offset) {
        return i32(bytes, offset + 4);
    }

    public static int ssrc(byte[] bytes, int offset) {
        return i32(bytes, offset + 8);
    }

    public static void putPayloadType(byte[] bytes, int offset, int payloadType, boolean marker) {
        bytes[offset + 1] = (byte) ((marker ? 0x80 : 0) | (payloadType & 0x7F));
    }

    public static void putSequence(byte[] bytes, int offset, int sequence) {
        put16(bytes, offset + 2, sequence);
    }

    public static void putTimestamp(byte[] bytes, int offset, int timestamp) {
        put32(bytes, offset + 4, timestamp);
    }

    public static void putSsrc(byte[] bytes, int offset, int ssrc) {
        put32(bytes, offset + 8, ssrc);
    }
}
