package live.weir.bridge.transport;

import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/**
 * What one peer sends, opened: authentic packets that were not seen before. Belongs to one event loop.
 *
 * <p>Answers the length of the opened packet, or {@link #DROPPED} and has counted why.
 */
final class SrtpReceiver {

    static final int DROPPED = -1;

    private final SrtpTransform transform;
    private final DropCounters drops;
    private final PacketIndices rtp = new PacketIndices();
    private final PacketIndices rtcp = new PacketIndices();

    SrtpReceiver(SrtpTransform transform, DropCounters drops) {
        this.transform = transform;
        this.drops = drops;
    }

    int openRtp(byte[] packet, int length, byte[] out, int outOffset) {
        int headerLength = RtpLayout.headerLength(packet, length);
        if (headerLength == RtpLayout.MALFORMED) {
            return drop(DropReason.RTP_MALFORMED);
        }
        int ssrc = BigEndian.integer(packet, 8);
        ReplayWindow window = rtp.find(ssrc);
        long index = PacketIndices.estimate(window, BigEndian.unsignedShort(packet, 2));
        if (window == null && rtp.isFull()) {
            return drop(DropReason.RTP_TOO_MANY_SOURCES);
        }
        if (window != null && !window.isFresh(index)) {
            return drop(DropReason.RTP_REPLAYED);
        }
        int opened = openRtp(packet, headerLength, length, index, out, outOffset + headerLength);
        if (opened == SrtpTransform.NOT_AUTHENTIC) {
            return drop(DropReason.RTP_NOT_AUTHENTIC);
        }
        accept(rtp, window, ssrc, index);
        System.arraycopy(packet, 0, out, outOffset, headerLength);
        return headerLength + opened;
    }

    int openRtcp(byte[] packet, int length, byte[] out, int outOffset) {
        int indexOffset = transform.rtcpIndexOffset(length);
        if (indexOffset < SrtpTransform.RTCP_HEADER_LENGTH) {
            return drop(DropReason.RTCP_MALFORMED);
        }
        int ssrc = BigEndian.integer(packet, 4);
        long index = BigEndian.integer(packet, indexOffset) & Integer.MAX_VALUE;
        ReplayWindow window = rtcp.find(ssrc);
        if (window == null && rtcp.isFull()) {
            return drop(DropReason.RTP_TOO_MANY_SOURCES);
        }
        if (window != null && !window.isFresh(index)) {
            return drop(DropReason.RTCP_REPLAYED);
        }
        int opened = openRtcpAuthentic(packet, length, out, outOffset);
        if (opened == SrtpTransform.NOT_AUTHENTIC) {
            return drop(DropReason.RTCP_NOT_AUTHENTIC);
        }
        accept(rtcp, window, ssrc, index);
        return opened;
    }

    int sources() {
        return rtp.size();
    }

    void forgetKeys() {
        transform.forgetKeys();
    }

    private int openRtp(byte[] packet, int headerLength, int length, long index, byte[] out, int outOffset) {
        try {
            return transform.openRtp(packet, headerLength, length, index, out, outOffset);
        } catch (GeneralSecurityException e) {
            return SrtpTransform.NOT_AUTHENTIC;
        }
    }

    private int openRtcpAuthentic(byte[] packet, int length, byte[] out, int outOffset) {
        try {
            return transform.openRtcp(packet, length, out, outOffset);
        } catch (GeneralSecurityException e) {
            return SrtpTransform.NOT_AUTHENTIC;
        }
    }

    private static void accept(PacketIndices indices, @Nullable ReplayWindow window, int ssrc, long index) {
        (window == null ? indices.add(ssrc) : window).accept(index);
    }

    private int drop(DropReason reason) {
        drops.count(reason);
        return DROPPED;
    }
}
