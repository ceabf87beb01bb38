package live.weir.bridge.transport;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;

/** AES_CM_128_HMAC_SHA1_80 (RFC 3711 §4): the same computation in both directions. */
final class CounterModeTransform implements SrtpTransform {

    private static final int TAG_LENGTH = SrtpProfile.AES_CM_128_HMAC_SHA1_80.tagLength();
    private static final int SALT_LENGTH = SrtpProfile.AES_CM_128_HMAC_SHA1_80.saltLength();
    private static final int HMAC_LENGTH = 20;
    private static final int ENCRYPTED = 1 << 31;

    private final Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
    private final Mac rtpMac;
    private final Mac rtcpMac;
    private final ErasableKey rtpKey;
    private final ErasableKey rtcpKey;
    private final byte[] rtpSalt;
    private final byte[] rtcpSalt;
    /** The last two bytes stay zero: the cipher counts its blocks there. */
    private final byte[] iv = new byte[16];

    private final byte[] rollOvers = new byte[4];
    private final byte[] hmac = new byte[HMAC_LENGTH];

    CounterModeTransform(SrtpMasterKey master) throws GeneralSecurityException {
        SrtpKeyDerivation keys = new SrtpKeyDerivation(master);
        this.rtpKey = new ErasableKey("AES", keys.derive(SrtpKeyDerivation.RTP_KEY, SrtpProfile.KEY_LENGTH));
        this.rtcpKey = new ErasableKey("AES", keys.derive(SrtpKeyDerivation.RTCP_KEY, SrtpProfile.KEY_LENGTH));
        this.rtpSalt = keys.derive(SrtpKeyDerivation.RTP_SALT, SALT_LENGTH);
        this.rtcpSalt = keys.derive(SrtpKeyDerivation.RTCP_SALT, SALT_LENGTH);
        this.rtpMac = mac(keys.derive(SrtpKeyDerivation.RTP_AUTHENTICATION, HMAC_LENGTH));
        this.rtcpMac = mac(keys.derive(SrtpKeyDerivation.RTCP_AUTHENTICATION, HMAC_LENGTH));
    }

    private static Mac mac(byte[] key) throws GeneralSecurityException {
        try (ErasableKey authentication = new ErasableKey("HmacSHA1", key)) {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(authentication);
            return mac;
        }
    }

    @Override
    public int sealRtp(byte[] out, int headerLength, byte[] payload, int offset, int length, long index)
            throws GeneralSecurityException {
        start(rtpKey, rtpSalt, BigEndian.integer(out, 8), index);
        int end = headerLength + cipher.doFinal(payload, offset, length, out, headerLength);
        authenticateRtp(out, end, index);
        System.arraycopy(hmac, 0, out, end, TAG_LENGTH);
        return end + TAG_LENGTH;
    }

    @Override
    public int openRtp(byte[] packet, int headerLength, int length, long index, byte[] out, int outOffset)
            throws GeneralSecurityException {
        int end = length - TAG_LENGTH;
        if (end < headerLength) {
            return NOT_AUTHENTIC;
        }
        authenticateRtp(packet, end, index);
        if (!isTag(packet, end)) {
            return NOT_AUTHENTIC;
        }
        start(rtpKey, rtpSalt, BigEndian.integer(packet, 8), index);
        return cipher.doFinal(packet, headerLength, end - headerLength, out, outOffset);
    }

    @Override
    public int sealRtcp(byte[] packet, int offset, int length, int index, byte[] out) throws GeneralSecurityException {
        System.arraycopy(packet, offset, out, 0, RTCP_HEADER_LENGTH);
        start(rtcpKey, rtcpSalt, BigEndian.integer(out, 4), index);
        cipher.doFinal(packet, offset + RTCP_HEADER_LENGTH, length - RTCP_HEADER_LENGTH, out, RTCP_HEADER_LENGTH);
        BigEndian.putInteger(out, length, index | ENCRYPTED);
        int end = length + RTCP_INDEX_LENGTH;
        authenticateRtcp(out, end);
        System.arraycopy(hmac, 0, out, end, TAG_LENGTH);
        return end + TAG_LENGTH;
    }

    @Override
    public int openRtcp(byte[] packet, int length, byte[] out, int outOffset) throws GeneralSecurityException {
        int indexOffset = rtcpIndexOffset(length);
        if (indexOffset < RTCP_HEADER_LENGTH || packet[indexOffset] >= 0) {
            return NOT_AUTHENTIC;
        }
        authenticateRtcp(packet, length - TAG_LENGTH);
        if (!isTag(packet, length - TAG_LENGTH)) {
            return NOT_AUTHENTIC;
        }
        System.arraycopy(packet, 0, out, outOffset, RTCP_HEADER_LENGTH);
        int index = BigEndian.integer(packet, indexOffset) & ~ENCRYPTED;
        start(rtcpKey, rtcpSalt, BigEndian.integer(packet, 4), index);
        int encrypted = indexOffset - RTCP_HEADER_LENGTH;
        cipher.doFinal(packet, RTCP_HEADER_LENGTH, encrypted, out, outOffset + RTCP_HEADER_LENGTH);
        return indexOffset;
    }

    @Override
    public int rtcpIndexOffset(int length) {
        return length - TAG_LENGTH - RTCP_INDEX_LENGTH;
    }

    @Override
    public void forgetKeys() {
        rtpKey.destroy();
        rtcpKey.destroy();
        Arrays.fill(rtpSalt, (byte) 0);
        Arrays.fill(rtcpSalt, (byte) 0);
    }

    /** RFC 3711 §4.1.1: the salt, with the SSRC from the fifth byte on and the index from the ninth. */
    private void start(ErasableKey key, byte[] salt, int ssrc, long index) throws GeneralSecurityException {
        System.arraycopy(salt, 0, iv, 0, SALT_LENGTH);
        BigEndian.putInteger(iv, 4, BigEndian.integer(salt, 4) ^ ssrc);
        BigEndian.putInteger(iv, 8, BigEndian.integer(salt, 8) ^ (int) (index >>> 16));
        iv[12] ^= (byte) (index >>> 8);
        iv[13] ^= (byte) index;
        cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv));
    }

    /** The roll-over counter is authenticated without being sent. */
    private void authenticateRtp(byte[] packet, int length, long index) throws GeneralSecurityException {
        BigEndian.putInteger(rollOvers, 0, (int) (index >>> 16));
        rtpMac.update(packet, 0, length);
        rtpMac.update(rollOvers);
        rtpMac.doFinal(hmac, 0);
    }

    private void authenticateRtcp(byte[] packet, int length) throws GeneralSecurityException {
        rtcpMac.update(packet, 0, length);
        rtcpMac.doFinal(hmac, 0);
    }

    private boolean isTag(byte[] packet, int offset) {
        int difference = 0;
        for (int i = 0; i < TAG_LENGTH; i++) {
            difference |= hmac[i] ^ packet[offset + i];
        }
        return difference == 0;
    }
}
