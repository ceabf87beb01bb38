package live.weir.bridge.rtp;

import static live.weir.bridge.rtp.BigEndian.i32;
import static live.weir.bridge.rtp.BigEndian.u16;
import static live.weir.bridge.rtp.BigEndian.u8;

/**
 * Steps through a compound RTCP packet (RFC 3550 §6.1; RFC 5506's reduced size is welcome too) where it lies:
 *
 * <pre>{@code
 * if (rtcp.wrap(bytes, offset, length)) {
 *     while (rtcp.next()) {
 *         switch (rtcp.kind()) { … }
 *     }
 * }
 * }</pre>
 *
 * The first malformed packet ends the walk; those before it have been told. Mutable and made to be used again: one per event
 * loop.
 */
public final class RtcpView {

    static final int HEADER = 4;
    static final int FEEDBACK_HEADER = 12;

    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int end;
    private int offset;
    private int following;
    private int length;
    private RtcpKind kind = RtcpKind.UNKNOWN;

    /** Whether a packet that came on a multiplexed flow is RTCP and not RTP (RFC 5761 §4). */
    public static boolean isRtcp(byte[] bytes, int offset, int length) {
        return length >= HEADER && (bytes[offset] & 0xC0) == 0x80 && (bytes[offset + 1] & 0xE0) == 0xC0;
    }

    /** False if not even the first packet is well-formed. */
    public boolean wrap(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.end = offset + length;
        this.following = offset;
        this.offset = offset;
        this.length = 0;
        this.kind = RtcpKind.UNKNOWN;
        return isRtcp(bytes, offset, length) && wireLength(offset) <= length;
    }

    /** Steps to the next packet; false at the end of the compound or of what is well-formed of it. */
    public boolean next() {
        int room = end - following;
        if (!isRtcp(bytes, following, room) || wireLength(following) > room) {
            following = end;
            return false;
        }
        offset = following;
        following += wireLength(offset);
        length = following - offset - padding();
        if (length < HEADER) {
            following = end;
            return false;
        }
        kind = RtcpKind.of(type(), count(), length);
        return true;
    }

    private int wireLength(int at) {
        return HEADER + 4 * u16(bytes, at + 2);
    }

    private int padding() {
        return (bytes[offset] & 0x20) == 0 ? 0 : u8(bytes, following - 1);
    }

    public RtcpKind kind() {
        return kind;
    }

    public int type() {
        return u8(bytes, offset + 1);
    }

    /** The five bits that count report blocks or sources, or name a feedback's format. */
    public int count() {
        return bytes[offset] & 0x1F;
    }

    /** Whose packet it is; 0 if it is too short to say. */
    public int senderSsrc() {
        return length < HEADER + 4 ? 0 : i32(bytes, offset + 4);
    }

    /** Which stream a feedback is about; 0 if it is too short to say. */
    public int mediaSsrc() {
        return length < FEEDBACK_HEADER ? 0 : i32(bytes, offset + 8);
    }

    public byte[] bytes() {
        return bytes;
    }

    /** Where the packet starts. */
    public int offset() {
        return offset;
    }

    /** Length of the packet with its header and without padding. */
    public int length() {
        return length;
    }

    int limit() {
        return offset + length;
    }
}
