package live.weir.bridge.transport;

import java.security.GeneralSecurityException;

/**
 * What is sent to one peer, sealed. Belongs to one event loop.
 *
 * <p>Answers the length of the sealed packet, or {@link #DROPPED} and has counted why.
 *
 * <p>No index is ever used twice: two packets under one key stream would give away both, and with GCM the key that
 * authenticates. Whoever sends a packet again does so under another number (RFC 4588).
 */
final class SrtpSender {

    static final int DROPPED = -1;

    /** More than any profile adds to a packet. */
    static final int OVERHEAD = 16 + SrtpTransform.RTCP_INDEX_LENGTH;

    private final SrtpTransform transform;
    private final DropCounters drops;
    private final PacketIndices rtp = new PacketIndices();
    /** One count for all sources: to each of them it only has gaps, and the peer's windows do not mind. */
    private int rtcpIndex;

    SrtpSender(SrtpTransform transform, DropCounters drops) {
        this.transform = transform;
        this.drops = drops;
    }

    int sealRtp(byte[] header, int headerLength, byte[] payload, int offset, int length, byte[] out) {
        if (headerLength + length + OVERHEAD > out.length) {
            return drop(DropReason.SEND_TOO_LONG);
        }
        int ssrc = BigEndian.integer(header, 8);
        ReplayWindow window = rtp.find(ssrc);
        if (window == null) {
            if (rtp.isFull()) {
                return drop(DropReason.SEND_TOO_MANY_SOURCES);
            }
            window = rtp.add(ssrc);
        }
        long index = PacketIndices.estimate(window, BigEndian.unsignedShort(header, 2));
        if (index < 0 || !window.isFresh(index)) {
            return drop(DropReason.SEND_REPEATED);
        }
        window.accept(index);
        System.arraycopy(header, 0, out, 0, headerLength);
        try {
            return transform.sealRtp(out, headerLength, payload, offset, length, index);
        } catch (GeneralSecurityException e) {
            return drop(DropReason.SEND_FAILED);
        }
    }

    int sealRtcp(byte[] packet, int offset, int length, byte[] out) {
        if (length < SrtpTransform.RTCP_HEADER_LENGTH || length + OVERHEAD > out.length) {
            return drop(DropReason.SEND_TOO_LONG);
        }
        if (rtcpIndex == Integer.MAX_VALUE) {
            return drop(DropReason.SEND_REPEATED);
        }
        try {
            return transform.sealRtcp(packet, offset, length, rtcpIndex++, out);
        } catch (GeneralSecurityException e) {
            return drop(DropReason.SEND_FAILED);
        }
    }

    void forgetKeys() {
        transform.forgetKeys();
    }

    private int drop(DropReason reason) {
        drops.count(reason);
        return DROPPED;
    }
}
