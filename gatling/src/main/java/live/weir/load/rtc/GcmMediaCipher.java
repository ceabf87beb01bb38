package live.weir.load.rtc;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AEAD_AES_128_GCM (RFC 7714). */
final class GcmMediaCipher implements MediaCipher {

    private static final int RTCP_HEADER = 8;
    private static final int TAG = 16;
    private static final int ENCRYPTED = 1 << 31;

    private final int mode;
    private final Cipher cipher;
    private final SecretKeySpec rtpKey;
    private final byte[] rtpSalt;
    private final SecretKeySpec rtcpKey;
    private final byte[] rtcpSalt;
    private final byte[] iv = new byte[12];
    private final byte[] trailer = new byte[4];
    private int rtcpIndex;

    GcmMediaCipher(byte[] key, byte[] salt, boolean outgoing) throws GeneralSecurityException {
        this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        this.mode = outgoing ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
        this.rtpKey = new SecretKeySpec(MediaKeys.derive(key, salt, 0, 16), "AES");
        this.rtpSalt = MediaKeys.derive(key, salt, 2, 12);
        this.rtcpKey = new SecretKeySpec(MediaKeys.derive(key, salt, 3, 16), "AES");
        this.rtcpSalt = MediaKeys.derive(key, salt, 5, 12);
    }

    @Override
    public int sealRtp(byte[] in, int length, int header, int rollOvers, byte[] out) {
        return rtp(in, length, header, rollOvers, out);
    }

    @Override
    public int openRtp(byte[] in, int length, int header, int rollOvers, byte[] out) {
        return length < header + TAG ? -1 : rtp(in, length, header, rollOvers, out);
    }

    private int rtp(byte[] in, int length, int header, int rollOvers, byte[] out) {
        try {
            iv[0] = 0;
            iv[1] = 0;
            System.arraycopy(in, 8, iv, 2, 4);
            Bytes.putInt(iv, 6, rollOvers);
            System.arraycopy(in, 2, iv, 10, 2);
            start(rtpKey, rtpSalt);
            cipher.updateAAD(in, 0, header);
            System.arraycopy(in, 0, out, 0, header);
            return header + cipher.doFinal(in, header, length - header, out, header);
        } catch (GeneralSecurityException notAuthentic) {
            return -1;
        }
    }

    @Override
    public int sealRtcp(byte[] in, int length, byte[] out) {
        try {
            int index = rtcpIndex++ | ENCRYPTED;
            startRtcp(in, index);
            System.arraycopy(in, 0, out, 0, RTCP_HEADER);
            int end = RTCP_HEADER + cipher.doFinal(in, RTCP_HEADER, length - RTCP_HEADER, out, RTCP_HEADER);
            Bytes.putInt(out, end, index);
            return end + 4;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int openRtcp(byte[] in, int length, byte[] out) {
        int end = length - 4;
        if (end < RTCP_HEADER + TAG) {
            return -1;
        }
        try {
            startRtcp(in, Bytes.getInt(in, end));
            System.arraycopy(in, 0, out, 0, RTCP_HEADER);
            return RTCP_HEADER + cipher.doFinal(in, RTCP_HEADER, end - RTCP_HEADER, out, RTCP_HEADER);
        } catch (GeneralSecurityException notAuthentic) {
            return -1;
        }
    }

    private void startRtcp(byte[] packet, int index) throws GeneralSecurityException {
        Bytes.putInt(iv, 0, 0);
        Bytes.putInt(iv, 4, 0);
        System.arraycopy(packet, 4, iv, 2, 4);
        Bytes.putInt(iv, 8, index & ~ENCRYPTED);
        start(rtcpKey, rtcpSalt);
        cipher.updateAAD(packet, 0, RTCP_HEADER);
        Bytes.putInt(trailer, 0, index);
        cipher.updateAAD(trailer);
    }

    private void start(SecretKeySpec key, byte[] salt) throws GeneralSecurityException {
        for (int i = 0; i < iv.length; i++) {
            iv[i] ^= salt[i];
        }
        cipher.init(mode, key, new GCMParameterSpec(TAG * Byte.SIZE, iv));
    }
}
