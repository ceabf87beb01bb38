package live.weir.bridge.bench;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AEAD_AES_128_GCM of one direction (RFC 7714); the one profile that the generator offers, so that all servers do the same
 * work. Not for several threads.
 */
final class MediaKeys {

    static final int PROFILE = 7;
    static final int KEYING_MATERIAL_LENGTH = 2 * (16 + 12);
    static final int RTP_HEADER = 12;

    private static final int RTCP_HEADER = 8;
    private static final int TAG = 16;
    private static final int ENCRYPTED = 1 << 31;

    private final int mode;
    private final Cipher cipher;
    private final SecretKeySpec rtpKey;
    private final byte[] rtpSalt;
    private final SecretKeySpec rtcpKey;
    private final byte[] rtcpSalt;
    private int rtcpIndex;

    private MediaKeys(byte[] key, byte[] salt, int mode) throws GeneralSecurityException {
        this.mode = mode;
        this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        this.rtpKey = new SecretKeySpec(derive(key, salt, 0, 16), "AES");
        this.rtpSalt = derive(key, salt, 2, 12);
        this.rtcpKey = new SecretKeySpec(derive(key, salt, 3, 16), "AES");
        this.rtcpSalt = derive(key, salt, 5, 12);
    }

    /** What the client sends with. */
    static MediaKeys outgoing(byte[] material) throws GeneralSecurityException {
        return new MediaKeys(
                Arrays.copyOfRange(material, 0, 16), Arrays.copyOfRange(material, 32, 44), Cipher.ENCRYPT_MODE);
    }

    /** What the server sends with. */
    static MediaKeys incoming(byte[] material) throws GeneralSecurityException {
        return new MediaKeys(
                Arrays.copyOfRange(material, 16, 32), Arrays.copyOfRange(material, 44, 56), Cipher.DECRYPT_MODE);
    }

    private static byte[] derive(byte[] key, byte[] salt, int label, int length) throws GeneralSecurityException {
        byte[] iv = Arrays.copyOf(salt, 16);
        iv[7] ^= (byte) label;
        Cipher counter = Cipher.getInstance("AES/CTR/NoPadding");
        counter.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
        return counter.doFinal(new byte[length]);
    }

    /** Seals or opens a packet without extensions; gives its new length. */
    int rtp(byte[] packet, int length, int rollOvers, byte[] out) throws GeneralSecurityException {
        ByteBuffer header = ByteBuffer.wrap(packet);
        byte[] iv = ByteBuffer.allocate(12)
                .putInt(2, header.getInt(8))
                .putInt(6, rollOvers)
                .putShort(10, header.getShort(2))
                .array();
        start(rtpKey, rtpSalt, iv);
        cipher.updateAAD(packet, 0, RTP_HEADER);
        System.arraycopy(packet, 0, out, 0, RTP_HEADER);
        return RTP_HEADER + cipher.doFinal(packet, RTP_HEADER, length - RTP_HEADER, out, RTP_HEADER);
    }

    byte[] sealRtcp(byte[] packet) throws GeneralSecurityException {
        int index = rtcpIndex++ | ENCRYPTED;
        startRtcp(packet, index);
        ByteBuffer out = ByteBuffer.allocate(packet.length + TAG + 4).put(packet, 0, RTCP_HEADER);
        return out.put(cipher.doFinal(packet, RTCP_HEADER, packet.length - RTCP_HEADER))
                .putInt(index)
                .array();
    }

    byte[] openRtcp(byte[] packet) throws GeneralSecurityException {
        int end = packet.length - 4;
        startRtcp(packet, ByteBuffer.wrap(packet).getInt(end));
        byte[] body = cipher.doFinal(packet, RTCP_HEADER, end - RTCP_HEADER);
        return ByteBuffer.allocate(RTCP_HEADER + body.length)
                .put(packet, 0, RTCP_HEADER)
                .put(body)
                .array();
    }

    private void startRtcp(byte[] packet, int index) throws GeneralSecurityException {
        byte[] iv = ByteBuffer.allocate(12)
                .putInt(2, ByteBuffer.wrap(packet).getInt(4))
                .putInt(8, index & ~ENCRYPTED)
                .array();
        start(rtcpKey, rtcpSalt, iv);
        cipher.updateAAD(packet, 0, RTCP_HEADER);
        cipher.updateAAD(ByteBuffer.allocate(4).putInt(index).array());
    }

    private void start(SecretKeySpec key, byte[] salt, byte[] iv) throws GeneralSecurityException {
        for (int i = 0; i < iv.length; i++) {
            iv[i] ^= salt[i];
        }
        cipher.init(mode, key, new GCMParameterSpec(TAG * Byte.SIZE, iv));
    }
}
