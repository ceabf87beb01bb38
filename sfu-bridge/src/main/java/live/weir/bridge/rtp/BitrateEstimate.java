package live.weir.bridge.rtp;

import static live.weir.bridge.rtp.BigEndian.i32;
import static live.weir.bridge.rtp.BigEndian.u24;
import static live.weir.bridge.rtp.BigEndian.u8;

import java.util.Objects;

/** REMB (draft-alvestrand-rmcat-remb-03): what a receiver believes it can take. One per event loop. */
public final class BitrateEstimate {

    static final int REMB = 0x52454D42;
    static final int MANTISSA_BITS = 18;
    static final int HEAD = 20;

    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int ssrcs;
    private int ssrcCount;
    private long bitrate;

    /** False if this is other feedback under the same number, or too short for its SSRCs. */
    public boolean wrap(RtcpView rtcp) {
        int body = rtcp.offset() + RtcpView.FEEDBACK_HEADER;
        if (rtcp.kind() != RtcpKind.BITRATE_ESTIMATE || i32(rtcp.bytes(), body) != REMB) {
            return false;
        }
        bytes = rtcp.bytes();
        ssrcs = body + 8;
        ssrcCount = u8(bytes, body + 4);
        bitrate = scaled(u24(bytes, body + 5));
        return HEAD + 4 * ssrcCount <= rtcp.length();
    }

    /** 6 bits of exponent could shift everything out of a long: what is too large is as large as can be. */
    private static long scaled(int expAndMantissa) {
        int exponent = expAndMantissa >>> MANTISSA_BITS;
        long mantissa = expAndMantissa & ((1 << MANTISSA_BITS) - 1);
        boolean fits = exponent < Long.numberOfLeadingZeros(mantissa);
        return fits || mantissa == 0 ? mantissa << exponent : Long.MAX_VALUE;
    }

    /** Bits per second. */
    public long bitrate() {
        return bitrate;
    }

    public int ssrcCount() {
        return ssrcCount;
    }

    public int ssrc(int index) {
        return i32(bytes, ssrcs + 4 * Objects.checkIndex(index, ssrcCount));
    }
}
