package live.weir.bridge.transport;

/** As much of RTP (RFC 3550 §5.1) as protection needs: where the header ends, and whether it is RTP at all. */
final class RtpLayout {

    static final int MALFORMED = -1;

    private static final int FIXED_HEADER = 12;

    private RtpLayout() {}

    /** RFC 5761 §4: the second byte of RTCP is a packet type from 192 to 223. */
    static boolean isRtcp(int secondByte) {
        return (secondByte & 0xe0) == 0xc0;
    }

    /** The length of the header with its contributing sources and extension, or {@link #MALFORMED}. */
    static int headerLength(byte[] packet, int length) {
        if (length < FIXED_HEADER || (packet[0] & 0xc0) != 0x80) {
            return MALFORMED;
        }
        int header = FIXED_HEADER + 4 * (packet[0] & 0x0f);
        if ((packet[0] & 0x10) != 0) {
            if (length < header + 4) {
                return MALFORMED;
            }
            header += 4 + 4 * BigEndian.unsignedShort(packet, header + 2);
        }
        return header <= length ? header : MALFORMED;
    }
}
