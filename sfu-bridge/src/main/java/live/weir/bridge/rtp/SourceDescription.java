package live.weir.bridge.rtp;

import static live.weir.bridge.rtp.BigEndian.i32;
import static live.weir.bridge.rtp.BigEndian.u8;

/** SDES (RFC 3550 §6.5): of all a source could say of itself, the canonical name only. */
public final class SourceDescription {

    static final int CNAME = 1;

    private static final int END = 0;

    /** Takes a name where it lies; it is text in UTF-8 and valid during the call. */
    @FunctionalInterface
    public interface Visitor {
        void named(int ssrc, byte[] bytes, int offset, int length);
    }

    private SourceDescription() {}

    /** False if this is no SDES, or at the first damaged chunk; the names before it have been told. */
    public static boolean visit(RtcpView rtcp, Visitor visitor) {
        if (rtcp.kind() != RtcpKind.SOURCE_DESCRIPTION) {
            return false;
        }
        int at = rtcp.offset() + RtcpView.HEADER;
        for (int i = 0; i < rtcp.count() && at >= 0; i++) {
            at = visitChunk(rtcp, at, visitor);
        }
        return at >= 0;
    }

    /** Where the next chunk starts, or -1. */
    private static int visitChunk(RtcpView rtcp, int chunk, Visitor visitor) {
        byte[] bytes = rtcp.bytes();
        int limit = rtcp.limit();
        int at = chunk + 4;
        while (at < limit && bytes[at] != END) {
            if (at + 2 > limit || at + 2 + u8(bytes, at + 1) > limit) {
                return -1;
            }
            int length = u8(bytes, at + 1);
            if (bytes[at] == CNAME) {
                visitor.named(i32(bytes, chunk), bytes, at + 2, length);
            }
            at += 2 + length;
        }
        // One to four zero bytes end the list of items and fill the chunk up to a whole word.
        return at < limit ? chunk + (at - chunk) / 4 * 4 + 4 : -1;
    }
}
