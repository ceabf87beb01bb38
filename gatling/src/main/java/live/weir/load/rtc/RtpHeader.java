package live.weir.load.rtc;

/** Reads RTP headers in place (RFC 3550 §5.1, RFC 8285 §4.2). */
final class RtpHeader {

    private static final int FIXED = 12;
    private static final int ONE_BYTE_FORM = 0xbede;

    private RtpHeader() {}

    /** With sources and extensions; -1 if the packet is too short for them. */
    static int length(byte[] packet, int length) {
        if (length < FIXED || (packet[0] & 0xc0) != 0x80) {
            return -1;
        }
        int header = FIXED + 4 * (packet[0] & 0x0f);
        if ((packet[0] & 0x10) != 0) {
            if (header + 4 > length) {
                return -1;
            }
            header += 4 + 4 * Bytes.getShort(packet, header + 2);
        }
        return header <= length ? header : -1;
    }

    static boolean hasMarker(byte[] packet) {
        return (packet[1] & 0x80) != 0;
    }

    static int type(byte[] packet) {
        return packet[1] & 0x7f;
    }

    static int sequence(byte[] packet) {
        return Bytes.getShort(packet, 2);
    }

    static int time(byte[] packet) {
        return Bytes.getInt(packet, 4);
    }

    static int source(byte[] packet) {
        return Bytes.getInt(packet, 8);
    }

    /** Where the value of an extension of two bytes starts; -1 without it. */
    static int extension(byte[] packet, int header, int id) {
        if (id == 0 || (packet[0] & 0x10) == 0) {
            return -1;
        }
        int at = FIXED + 4 * (packet[0] & 0x0f);
        if (Bytes.getShort(packet, at) != ONE_BYTE_FORM) {
            return -1;
        }
        at += 4;
        while (at < header) {
            int size = (packet[at] & 0x0f) + 1;
            if (packet[at] == 0) {
                at++; // padding
            } else if ((packet[at] & 0xff) >>> 4 == id) {
                return at + 1 + size <= header ? at + 1 : -1;
            } else {
                at += 1 + size;
            }
        }
        return -1;
    }
}
