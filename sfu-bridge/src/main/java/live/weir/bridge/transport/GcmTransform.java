package live.weir.bridge.transport;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/** AEAD_AES_128_GCM (RFC 7714). */
final class GcmTransform implements SrtpTransform {

    static final int SEALING = Cipher.ENCRYPT_MODE;
    static final int OPENING = Cipher.DECRYPT_MODE;

    private static final int TAG_LENGTH = SrtpProfile.AEAD_AES_128_GCM.tagLength();
    private static final int IV_LENGTH = 12;
    private static final int ENCRYPTED = 1 << 31;

    private final int mode;
    private final Cipher rtp = Cipher.getInstance("AES/GCM/NoPadding");
    private final Cipher rtcp = Cipher.getInstance("AES/GCM/NoPadding");
    private final SrtpSessionKeys rtpKeys;
    private final SrtpSessionKeys rtcpKeys;
    private final byte[] iv = new byte[IV_LENGTH];

    GcmTransform(SrtpSessionKeys rtpKeys, SrtpSessionKeys rtcpKeys, int mode) throws GeneralSecurityException {
        this.rtpKeys = rtpKeys;
        this.rtcpKeys = rtcpKeys;
        this.mode = mode;
    }

    @Override
    public int sealRtp(byte[] out, int headerLength, byte[] payload, int offset, int length, long index)
            throws GeneralSecurityException {
        startRtp(BigEndian.integer(out, 8), index);
        rtp.updateAAD(out, 0, headerLength);
        return headerLength + rtp.doFinal(payload, offset, length, out, headerLength);
    }

    @Override
    public int openRtp(byte[] packet, int headerLength, int length, long index, byte[] out, int outOffset)
            throws GeneralSecurityException {
        if (length < headerLength + TAG_LENGTH) {
            return NOT_AUTHENTIC;
        }
        startRtp(BigEndian.integer(packet, 8), index);
        rtp.updateAAD(packet, 0, headerLength);
        return open(rtp, packet, headerLength, length - headerLength, out, outOffset);
    }

    @Override
    public int sealRtcp(byte[] packet, int offset, int length, int index, byte[] out) throws GeneralSecurityException {
        System.arraycopy(packet, offset, out, 0, RTCP_HEADER_LENGTH);
        int indexOffset = length + TAG_LENGTH;
        BigEndian.putInteger(out, indexOffset, index | ENCRYPTED);
        startRtcp(out, indexOffset);
        rtcp.doFinal(packet, offset + RTCP_HEADER_LENGTH, length - RTCP_HEADER_LENGTH, out, RTCP_HEADER_LENGTH);
        return indexOffset + RTCP_INDEX_LENGTH;
    }

    @Override
    public int openRtcp(byte[] packet, int length, byte[] out, int outOffset) throws GeneralSecurityException {
        int indexOffset = rtcpIndexOffset(length);
        if (indexOffset < RTCP_HEADER_LENGTH + TAG_LENGTH || packet[indexOffset] >= 0) {
            return NOT_AUTHENTIC;
        }
        startRtcp(packet, indexOffset);
        int opened = open(
                rtcp,
                packet,
                RTCP_HEADER_LENGTH,
                indexOffset - RTCP_HEADER_LENGTH,
                out,
                outOffset + RTCP_HEADER_LENGTH);
        if (opened == NOT_AUTHENTIC) {
            return NOT_AUTHENTIC;
        }
        System.arraycopy(packet, 0, out, outOffset, RTCP_HEADER_LENGTH);
        return RTCP_HEADER_LENGTH + opened;
    }

    @Override
    public int rtcpIndexOffset(int length) {
        return length - RTCP_INDEX_LENGTH;
    }

    @Override
    public void forgetKeys() {
        rtpKeys.wipe();
        rtcpKeys.wipe();
    }

    /** RFC 7714 §8.1: two zeros, SSRC, roll-over counter, sequence number; all that XOR the salt. */
    private void startRtp(int ssrc, long index) throws GeneralSecurityException {
        byte[] salt = rtpKeys.salt();
        setIv(salt, ssrc, (int) (index >>> 16));
        iv[10] = (byte) (salt[10] ^ (index >>> 8));
        iv[11] = (byte) (salt[11] ^ index);
        rtp.init(mode, rtpKeys.key(), new GCMParameterSpec(TAG_LENGTH * Byte.SIZE, iv));
    }

    /** RFC 7714 §9.1: two zeros, SSRC, two zeros, index; the flag and the index are authenticated too. */
    private void startRtcp(byte[] packet, int indexOffset) throws GeneralSecurityException {
        byte[] salt = rtcpKeys.salt();
        setIv(salt, BigEndian.integer(packet, 4), 0);
        int index = BigEndian.integer(packet, indexOffset) & ~ENCRYPTED;
        BigEndian.putInteger(iv, 8, BigEndian.integer(salt, 8) ^ index);
        rtcp.init(mode, rtcpKeys.key(), new GCMParameterSpec(TAG_LENGTH * Byte.SIZE, iv));
        rtcp.updateAAD(packet, 0, RTCP_HEADER_LENGTH);
        rtcp.updateAAD(packet, indexOffset, RTCP_INDEX_LENGTH);
    }

    private void setIv(byte[] salt, int ssrc, int afterwards) {
        iv[0] = salt[0];
        iv[1] = salt[1];
        BigEndian.putInteger(iv, 2, BigEndian.integer(salt, 2) ^ ssrc);
        BigEndian.putInteger(iv, 6, BigEndian.integer(salt, 6) ^ afterwards);
    }

    private static int open(Cipher cipher, byte[] packet, int offset, int length, byte[] out, int outOffset)
            throws GeneralSecurityException {
        try {
            return cipher.doFinal(packet, offset, length, out, outOffset);
        } catch (AEADBadTagException stranger) {
            return NOT_AUTHENTIC;
        }
    }
}
