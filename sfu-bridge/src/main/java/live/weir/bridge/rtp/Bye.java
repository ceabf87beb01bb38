package live.weir.bridge.rtp;

import static live.weir.bridge.rtp.BigEndian.i32;

/** BYE (RFC 3550 §6.6): streams that end. The reason in words is not read. */
public final class Bye {

    /** Takes each stream that ends. */
    @FunctionalInterface
    public interface Visitor {
        void left(int ssrc);
    }

    private Bye() {}

    /** False if this is no BYE, or if it is too short for its SSRCs. */
    public static boolean visit(RtcpView rtcp, Visitor visitor) {
        if (rtcp.kind() != RtcpKind.BYE || RtcpView.HEADER + 4 * rtcp.count() > rtcp.length()) {
            return false;
        }
        for (int i = 1; i <= rtcp.count(); i++) {
            visitor.left(i32(rtcp.bytes(), rtcp.offset() + 4 * i));
        }
        return true;
    }
}
