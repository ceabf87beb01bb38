package live.weir.bridge.transport;

import java.security.GeneralSecurityException;

/**
 * The cryptography of one profile in one direction; numbers, windows and bounds are the caller's. Belongs to one event
 * loop.
 *
 * <p>Everything is done on byte arrays, where {@code javax.crypto} is fastest, and never in place: its GCM would copy the
 * whole array that lies behind a pooled buffer.
 */
interface SrtpTransform {

    /** What opening returns for a packet that is not from the peer. */
    int NOT_AUTHENTIC = -1;

    /** RTCP's index is 31 bits, beside a flag that says "encrypted" (RFC 3711 §3.4). */
    int RTCP_INDEX_LENGTH = 4;

    int RTCP_HEADER_LENGTH = 8;

    static SrtpTransform forSealing(SrtpProfile profile, SrtpMasterKey master) throws GeneralSecurityException {
        return of(profile, master, GcmTransform.SEALING);
    }

    static SrtpTransform forOpening(SrtpProfile profile, SrtpMasterKey master) throws GeneralSecurityException {
        return of(profile, master, GcmTransform.OPENING);
    }

    private static SrtpTransform of(SrtpProfile profile, SrtpMasterKey master, int mode)
            throws GeneralSecurityException {
        SrtpSessionKeys rtp = SrtpSessionKeys.forRtp(master);
        SrtpSessionKeys rtcp = SrtpSessionKeys.forRtcp(master);
        return profile == SrtpProfile.AEAD_AES_128_GCM
                ? new GcmTransform(rtp, rtcp, mode)
                : new CounterModeTransform(rtp, rtcp);
    }

    /**
     * Writes the protected packet to the start of {@code out}, whose header stands there already, and returns its length.
     *
     * @param index roll-over counter and sequence number
     */
    int sealRtp(byte[] out, int headerLength, byte[] payload, int offset, int length, long index)
            throws GeneralSecurityException;

    /** Writes the payload alone to {@code out} and returns its length, or {@link #NOT_AUTHENTIC}. */
    int openRtp(byte[] packet, int headerLength, int length, long index, byte[] out, int outOffset)
            throws GeneralSecurityException;

    /** Writes the protected packet to the start of {@code out} and returns its length. */
    int sealRtcp(byte[] packet, int offset, int length, int index, byte[] out) throws GeneralSecurityException;

    /** Writes the packet without its index and tag to {@code out} and returns its length, or {@link #NOT_AUTHENTIC}. */
    int openRtcp(byte[] packet, int length, byte[] out, int outOffset) throws GeneralSecurityException;

    /** Where the index of a protected RTCP packet stands. */
    int rtcpIndexOffset(int length);

    void forgetKeys();
}
