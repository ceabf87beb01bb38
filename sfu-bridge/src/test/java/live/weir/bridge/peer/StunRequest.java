package live.weir.bridge.peer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Builds binding requests, right ones and wrong ones. */
public final class StunRequest {

    public static final int USERNAME = 0x0006;
    public static final int PRIORITY = 0x0024;
    public static final int USE_CANDIDATE = 0x0025;
    public static final int ICE_CONTROLLED = 0x8029;
    public static final int ICE_CONTROLLING = 0x802a;

    private static final int COOKIE = 0x2112a442;

    private final ByteArrayOutputStream attributes = new ByteArrayOutputStream();
    private final byte[] transaction = new byte[12];

    public StunRequest() {
        ThreadLocalRandom.current().nextBytes(transaction);
    }

    /** A complete check of the controlling side. */
    public static byte[] check(PeerCredentials credentials, boolean nominating) {
        StunRequest request = new StunRequest()
                .with(USERNAME, username(credentials))
                .with(PRIORITY, new byte[] {0x6e, 0, 1, (byte) 0xff})
                .with(ICE_CONTROLLING, new byte[8]);
        if (nominating) {
            request.with(USE_CANDIDATE, new byte[0]);
        }
        return request.sign(credentials.remotePassword());
    }

    public static byte[] username(PeerCredentials credentials) {
        return (credentials.remoteUfrag() + ':' + credentials.localUfrag()).getBytes(StandardCharsets.UTF_8);
    }

    public StunRequest with(int type, byte[] value) {
        attributes.writeBytes(ByteBuffer.allocate(4)
                .putShort((short) type)
                .putShort((short) value.length)
                .array());
        attributes.writeBytes(value);
        attributes.writeBytes(new byte[-value.length & 3]);
        return this;
    }

    /** With MESSAGE-INTEGRITY and FINGERPRINT. */
    public byte[] sign(String password) {
        byte[] unsigned = message(24);
        with(0x0008, hmac(password, unsigned));
        return fingerprinted();
    }

    public byte[] fingerprinted() {
        CRC32 crc = new CRC32();
        crc.update(message(8));
        int value = (int) crc.getValue() ^ 0x5354554e;
        with(0x8028, ByteBuffer.allocate(4).putInt(value).array());
        return message(0);
    }

    private byte[] message(int further) {
        return ByteBuffer.allocate(20 + attributes.size())
                .putShort((short) 1)
                .putShort((short) (attributes.size() + further))
                .putInt(COOKIE)
                .put(transaction)
                .put(attributes.toByteArray())
                .array();
    }

    static byte[] hmac(String password, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether an answer is a success, made with the password. */
    public static boolean isSuccess(byte[] answer, String password) {
        ByteBuffer message = ByteBuffer.wrap(answer);
        if (answer.length < 20 + 24 + 8 || message.getShort(0) != 0x0101) {
            return false;
        }
        int integrity = answer.length - 8 - 24;
        byte[] signed = Arrays.copyOf(answer, integrity);
        ByteBuffer.wrap(signed).putShort(2, (short) (integrity + 24 - 20));
        byte[] shown = Arrays.copyOfRange(answer, integrity + 4, integrity + 24);
        return message.getShort(integrity) == 0x0008 && Arrays.equals(shown, hmac(password, signed));
    }
}
