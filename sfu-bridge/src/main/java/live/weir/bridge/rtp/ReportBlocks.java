package live.weir.bridge.rtp;

import static live.weir.bridge.rtp.BigEndian.i24;
import static live.weir.bridge.rtp.BigEndian.i32;
import static live.weir.bridge.rtp.BigEndian.u32;
import static live.weir.bridge.rtp.BigEndian.u8;

/**
 * Steps through the report blocks of a sender or receiver report (RFC 3550 §6.4.1): {@code wrap}, then {@code next} until it
 * says false. One per event loop.
 */
public final class ReportBlocks {

    static final int BLOCK = 24;

    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int offset;
    private int remaining;

    /** False if this is no report, or if it is too short for its blocks. */
    public boolean wrap(RtcpView rtcp) {
        remaining = 0;
        int head = headLength(rtcp.kind());
        if (head == 0 || head + rtcp.count() * BLOCK > rtcp.length()) {
            return false;
        }
        bytes = rtcp.bytes();
        offset = rtcp.offset() + head - BLOCK;
        remaining = rtcp.count();
        return true;
    }

    private static int headLength(RtcpKind kind) {
        return switch (kind) {
            case SENDER_REPORT -> 28;
            case RECEIVER_REPORT -> 8;
            default -> 0;
        };
    }

    public boolean next() {
        if (remaining == 0) {
            return false;
        }
        remaining--;
        offset += BLOCK;
        return true;
    }

    /** The stream reported on. */
    public int ssrc() {
        return i32(bytes, offset);
    }

    /** Of 256 packets since the last report, how many were lost. */
    public int fractionLost() {
        return u8(bytes, offset + 4);
    }

    /** Negative where more packets came, by duplication, than were expected. */
    public int cumulativeLost() {
        return i24(bytes, offset + 5);
    }

    /** The cycles above, the highest sequence number in the low 16 bits. */
    public long highestSequence() {
        return u32(bytes, offset + 8);
    }

    /** In units of the stream's RTP clock. */
    public long jitter() {
        return u32(bytes, offset + 12);
    }

    /** As {@link NtpTime#middle} makes it; 0 if none has been heard. */
    public int lastSenderReport() {
        return i32(bytes, offset + 16);
    }

    /** In units of 1/65536 s: see {@link NtpTime#roundTripMicros}. */
    public int delaySinceLastSenderReport() {
        return i32(bytes, offset + 20);
    }
}
