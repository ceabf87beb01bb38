package live.weir.bridge.rtp;

import static live.weir.bridge.rtp.BigEndian.i32;
import static live.weir.bridge.rtp.BigEndian.u8;

/** FIR (RFC 5104 §4.3.1): unlike PLI it names its streams in entries, and a repeated command number is the same request. */
public final class FullIntraRequest {

    static final int ENTRY = 8;

    /** Takes the entries in the order of the packet. */
    @FunctionalInterface
    public interface Visitor {
        void asked(int mediaSsrc, int commandNumber);
    }

    private FullIntraRequest() {}

    public static boolean visit(RtcpView rtcp, Visitor visitor) {
        if (rtcp.kind() != RtcpKind.FULL_INTRA_REQUEST) {
            return false;
        }
        for (int at = rtcp.offset() + RtcpView.FEEDBACK_HEADER; at + ENTRY <= rtcp.limit(); at += ENTRY) {
            visitor.asked(i32(rtcp.bytes(), at), u8(rtcp.bytes(), at + 4));
        }
        return true;
    }
}
