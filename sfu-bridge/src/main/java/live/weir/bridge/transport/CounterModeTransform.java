package live.weir.bridge.transport;

import java.security.GeneralSecurityException;
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
    private final SrtpSessionKeys rtpKeys;
    private final SrtpSessionKeys rtcpKeys;
    /** The last two bytes stay zero: the cipher counts its blocks there. */
    private final byte[] iv = new byte[16];

    private final byte[] rollOvers = new byte[4];
    private final byte[] hmac = new byte[HMAC_LENGTH];

    CounterModeTransform(SrtpSessionKeys rtpKeys, SrtpSessionKeys rtcpKeys) throws GeneralSecurityException {
        this.rtpKeys = rtpKeys;
        this.rtcpKeys = rtcpKeys;
        this.rtpMac = mac(rtpKeys);
        this.rtcpMac = mac(rtcpKeys);
    }

    private static Mac mac(SrtpSessionKeys keys) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(keys.authentication());
        return mac;
    }

    @Override
    public int sealRtp(byte[] out, int headerLength, byte[] payload, int offset, int length, long index)
            throws GeneralSecurityException {
        start(rtpKeys, BigEndian.integer(out, 8), index);
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
        start(rtpKeys, BigEndian.integer(packet, 8), index);
        return cipher.doFinal(packet, headerLength, end - headerLength, out, outOffset);
    }

    @Override
    public int sealRtcp(byte[] packet, int offset, int length, int index, byte[] out) throws GeneralSecurityException {
        System.arraycopy(packet, offset, out, 0, RTCP_HEADER_LENGTH);
        start(rtcpKeys, BigEndian.integer(out, 4), index);
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
        start(rtcpKeys, BigEndian.integer(packet, 4), index);
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
        rtpKeys.wipe();
        rtcpKeys.wipe();
    }

    /** RFC 3711 §4.1.1: the salt, with the SSRC from the fifth byte on and the index from the ninth. */
    private void start(SrtpSessionKeys keys, int ssrc, long index) throws GeneralSecurityException {
        byte[] salt = keys.salt();
        System.arraycopy(salt, 0, iv, 0, SALT_LENGTH);
        BigEndian.putInteger(iv, 4, BigEndian.integer(salt, 4) ^ ssrc);
        BigEndian.putInteger(iv, 8, BigEndian.integer(salt, 8) ^ (int) (index >>> 16));
        iv[12] ^= (byte) (index >>> 8);
        iv[13] ^= (byte) index;
        cipher.init(Cipher.ENCRYPT_MODE, keys.key(), new IvParameterSpec(iv));
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
