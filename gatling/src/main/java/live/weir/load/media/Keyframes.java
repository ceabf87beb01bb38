package live.weir.load.media;

/** Tells keyframes by the start of a packet's payload. */
public final class Keyframes {

    private Keyframes() {}

    /** Whether a keyframe starts in this VP8 payload (RFC 7741 §4). */
    public static boolean startsVp8(byte[] packet, int at, int end) {
        if (at >= end || (packet[at] & 0x10) == 0 || (packet[at] & 0x07) != 0) {
            return false;
        }
        int position = at + 1;
        if ((packet[at] & 0x80) != 0) {
            if (position >= end) {
                return false;
            }
            int extensions = packet[position++];
            if ((extensions & 0x80) != 0) {
                position += position < end && (packet[position] & 0x80) != 0 ? 2 : 1;
            }
            position += (extensions & 0x40) != 0 ? 1 : 0;
            position += (extensions & 0x30) != 0 ? 1 : 0;
        }
        return position < end && (packet[position] & 1) == 0;
    }

    /** Whether parameter sets or a keyframe start in this H.264 payload (RFC 6184). */
    public static boolean startsH264(byte[] packet, int at, int end) {
        if (at + 2 >= end) {
            return false;
        }
        int type = packet[at] & 0x1f;
        if (type == 24 && at + 3 < end) {
            type = packet[at + 3] & 0x1f; // the first unit of an aggregate
        } else if (type == 28) {
            type = (packet[at + 1] & 0x80) != 0 ? packet[at + 1] & 0x1f : 0;
        }
        return type == 5 || type == 7;
    }
}
