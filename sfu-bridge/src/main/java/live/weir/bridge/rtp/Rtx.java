package live.weir.bridge.rtp;

import static live.weir.bridge.rtp.BigEndian.put16;
import static live.weir.bridge.rtp.BigEndian.u16;

/** Retransmissions (RFC 4588 §4): the original packet's payload behind its sequence number (OSN). */
public final class Rtx {

    /** What comes before the original payload. */
    public static final int HEADER = 2;

    private Rtx() {}

    /** The sequence number that the payload had at first, or -1 for a packet that is padding only, as probes are. */
    public static int originalSequence(RtpView packet) {
        return packet.payloadLength() < HEADER ? -1 : u16(packet.bytes(), packet.payloadOffset());
    }

    public static int payloadOffset(RtpView packet) {
        return packet.payloadOffset() + HEADER;
    }

    /** Negative where {@link #originalSequence} is. */
    public static int payloadLength(RtpView packet) {
        return packet.payloadLength() - HEADER;
    }

    /** Where the payload is to start, behind the header that {@code at} is the end of. */
    public static int putOriginalSequence(byte[] bytes, int at, int sequence) {
        put16(bytes, at, sequence);
        return at + HEADER;
    }
}
