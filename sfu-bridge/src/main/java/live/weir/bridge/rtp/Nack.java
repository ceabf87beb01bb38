package live.weir.bridge.rtp;

import static live.weir.bridge.rtp.BigEndian.u16;

/** The generic NACK (RFC 4585 §6.2.1): a sequence number, and sixteen bits for those that follow it. */
public final class Nack {

    static final int ITEM = 4;

    /** Takes what is missed, in the order of the packet. Keep one: it is called per sequence number. */
    @FunctionalInterface
    public interface Visitor {
        void missed(int mediaSsrc, int sequence);
    }

    private Nack() {}

    /** False if this is no NACK. A trailing fragment of an item is ignored. */
    public static boolean visit(RtcpView rtcp, Visitor visitor) {
        if (rtcp.kind() != RtcpKind.NACK) {
            return false;
        }
        int ssrc = rtcp.mediaSsrc();
        for (int at = rtcp.offset() + RtcpView.FEEDBACK_HEADER; at + ITEM <= rtcp.limit(); at += ITEM) {
            visitItem(ssrc, u16(rtcp.bytes(), at), u16(rtcp.bytes(), at + 2), visitor);
        }
        return true;
    }

    private static void visitItem(int ssrc, int first, int followers, Visitor visitor) {
        visitor.missed(ssrc, first);
        for (int bits = followers; bits != 0; bits &= bits - 1) {
            visitor.missed(ssrc, Sequences.plus(first, 1 + Integer.numberOfTrailingZeros(bits)));
        }
    }
}
