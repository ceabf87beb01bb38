package live.weir.load.rtc;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES_CM_128_HMAC_SHA1_80 (RFC 3711), which every server speaks. */
final class CounterMediaCipher implements MediaCipher {

    private static final int RTCP_HEADER = 8;
    private static final int TAG = 10;
    private static final int ENCRYPTED = 1 << 31;

    private final Cipher cipher;
    private final SecretKeySpec rtpKey;
    private final byte[] rtpSalt;
    private final Mac rtpMac;
    private final SecretKeySpec rtcpKey;
    private final byte[] rtcpSalt;
    private final Mac rtcpMac;
    private final byte[] iv = new byte[16];
    private final byte[] word = new byte[4];
    private int rtcpIndex;

    CounterMediaCipher(byte[] key, byte[] salt) throws GeneralSecurityException {
        this.cipher = Cipher.getInstance("AES/CTR/NoPadding");
        this.rtpKey = new SecretKeySpec(MediaKeys.derive(key, salt, 0, 16), "AES");
        this.rtpMac = mac(MediaKeys.derive(key, salt, 1, 20));
        this.rtpSalt = MediaKeys.derive(key, salt, 2, 14);
        this.rtcpKey = new SecretKeySpec(MediaKeys.derive(key, salt, 3, 16), "AES");
        this.rtcpMac = mac(MediaKeys.derive(key, salt, 4, 20));
        this.rtcpSalt = MediaKeys.derive(key, salt, 5, 14);
    }

    private static Mac mac(byte[] key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(key, "HmacSHA1"));
        return mac;
    }

    @Override
    public int sealRtp(byte[] in, int length, int header, int rollOvers, byte[] out) {
        try {
            System.arraycopy(in, 0, out, 0, header);
            cryptRtp(in, length, header, rollOvers, out);
            byte[] tag = rtpTag(out, length, rollOvers);
            System.arraycopy(tag, 0, out, length, TAG);
            return length + TAG;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int openRtp(byte[] in, int length, int header, int rollOvers, byte[] out) {
        int end = length - TAG;
        if (end < header || !isTag(rtpTag(in, end, rollOvers), in, end)) {
            return -1;
        }
        try {
            System.arraycopy(in, 0, out, 0, header);
            cryptRtp(in, end, header, rollOvers, out);
            return end;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void cryptRtp(byte[] in, int length, int header, int rollOvers, byte[] out)
            throws GeneralSecurityException {
        Arrays.fill(iv, (byte) 0);
        System.arraycopy(in, 8, iv, 4, 4);
        Bytes.putInt(iv, 8, rollOvers);
        System.arraycopy(in, 2, iv, 12, 2);
        crypt(rtpKey, rtpSalt, in, header, length - header, out);
    }

    private byte[] rtpTag(byte[] packet, int length, int rollOvers) {
        rtpMac.update(packet, 0, length);
        Bytes.putInt(word, 0, rollOvers);
        return rtpMac.doFinal(word);
    }

    @Override
    public int sealRtcp(byte[] in, int length, byte[] out) {
        try {
            int index = rtcpIndex++;
            System.arraycopy(in, 0, out, 0, RTCP_HEADER);
            cryptRtcp(in, length, index, out);
            Bytes.putInt(out, length, index | ENCRYPTED);
            rtcpMac.update(out, 0, length + 4);
            System.arraycopy(rtcpMac.doFinal(), 0, out, length + 4, TAG);
            return length + 4 + TAG;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int openRtcp(byte[] in, int length, byte[] out) {
        int end = length - TAG - 4;
        if (end < RTCP_HEADER) {
            return -1;
        }
        rtcpMac.update(in, 0, end + 4);
        if (!isTag(rtcpMac.doFinal(), in, end + 4)) {
            return -1;
        }
        try {
            System.arraycopy(in, 0, out, 0, end);
            int index = Bytes.getInt(in, end);
            if ((index & ENCRYPTED) != 0) {
                cryptRtcp(in, end, index & ~ENCRYPTED, out);
            }
            return end;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void cryptRtcp(byte[] in, int length, int index, byte[] out) throws GeneralSecurityException {
        Arrays.fill(iv, (byte) 0);
        System.arraycopy(in, 4, iv, 4, 4);
        Bytes.putInt(iv, 10, index);
        crypt(rtcpKey, rtcpSalt, in, RTCP_HEADER, length - RTCP_HEADER, out);
    }

    private void crypt(SecretKeySpec key, byte[] salt, byte[] in, int at, int length, byte[] out)
            throws GeneralSecurityException {
        for (int i = 0; i < salt.length; i++) {
            iv[i] ^= salt[i];
        }
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
        cipher.doFinal(in, at, length, out, at);
    }

    private static boolean isTag(byte[] made, byte[] packet, int at) {
        return MessageDigest.isEqual(Arrays.copyOf(made, TAG), Arrays.copyOfRange(packet, at, at + TAG));
    }
}
