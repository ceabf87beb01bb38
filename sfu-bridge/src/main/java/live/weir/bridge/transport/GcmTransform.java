package live.weir.bridge.transport;

import java.security.GeneralSecurityException;
import java.util.Arrays;
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
    private final ErasableKey rtpKey;
    private final ErasableKey rtcpKey;
    private final byte[] rtpSalt;
    private final byte[] rtcpSalt;
    private final byte[] iv = new byte[IV_LENGTH];

    GcmTransform(SrtpMasterKey master, int mode) throws GeneralSecurityException {
        SrtpKeyDerivation keys = new SrtpKeyDerivation(master);
        this.mode = mode;
        this.rtpKey = new ErasableKey("AES", keys.derive(SrtpKeyDerivation.RTP_KEY, SrtpProfile.KEY_LENGTH));
        this.rtcpKey = new ErasableKey("AES", keys.derive(SrtpKeyDerivation.RTCP_KEY, SrtpProfile.KEY_LENGTH));
        this.rtpSalt = keys.derive(SrtpKeyDerivation.RTP_SALT, IV_LENGTH);
        this.rtcpSalt = keys.derive(SrtpKeyDerivation.RTCP_SALT, IV_LENGTH);
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
        rtpKey.destroy();
        rtcpKey.destroy();
        Arrays.fill(rtpSalt, (byte) 0);
        Arrays.fill(rtcpSalt, (byte) 0);
    }

    /** RFC 7714 §8.1: two zeros, SSRC, roll-over counter, sequence number; all that XOR the salt. */
    private void startRtp(int ssrc, long index) throws GeneralSecurityException {
        setIv(rtpSalt, ssrc, (int) (index >>> 16));
        iv[10] = (byte) (rtpSalt[10] ^ (index >>> 8));
        iv[11] = (byte) (rtpSalt[11] ^ index);
        rtp.init(mode, rtpKey, new GCMParameterSpec(TAG_LENGTH * Byte.SIZE, iv));
    }

    /** RFC 7714 §9.1: two zeros, SSRC, two zeros, index; the flag and the index are authenticated too. */
    private void startRtcp(byte[] packet, int indexOffset) throws GeneralSecurityException {
        setIv(rtcpSalt, BigEndian.integer(packet, 4), 0);
        int index = BigEndian.integer(packet, indexOffset) & ~ENCRYPTED;
        BigEndian.putInteger(iv, 8, BigEndian.integer(rtcpSalt, 8) ^ index);
        rtcp.init(mode, rtcpKey, new GCMParameterSpec(TAG_LENGTH * Byte.SIZE, iv));
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
