package live.weir.bridge.transport;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** MESSAGE-INTEGRITY and FINGERPRINT (RFC 8489 §14.5, §14.7). Belongs to one event loop. */
final class StunIntegrity {

    private final Mac mac;
    private final CRC32 crc = new CRC32();

    StunIntegrity() {
        try {
            mac = Mac.getInstance("HmacSHA1");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA1", e);
        }
    }

    /**
     * Whether the attribute at {@code offset} was made with the key. For the computation the header's length ends behind
     * the attribute, whatever follows; the message is left as it was.
     */
    boolean isAuthentic(byte[] message, int offset, byte[] key) {
        int length = BigEndian.unsignedShort(message, 2);
        byte[] expected = compute(message, offset, key);
        BigEndian.putShort(message, 2, length);
        int value = offset + Stun.ATTRIBUTE_HEADER_LENGTH;
        return MessageDigest.isEqual(expected, Arrays.copyOfRange(message, value, value + Stun.INTEGRITY_LENGTH));
    }

    /** Sets the header's length to the end of an attribute that starts at {@code offset}. */
    byte[] compute(byte[] message, int offset, byte[] key) {
        int end = offset + Stun.ATTRIBUTE_HEADER_LENGTH + Stun.INTEGRITY_LENGTH;
        BigEndian.putShort(message, 2, end - Stun.HEADER_LENGTH);
        try {
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC takes keys of any length", e);
        }
        mac.update(message, 0, offset);
        return mac.doFinal();
    }

    /** Over everything before the attribute at {@code offset}, with the header's length as it stands. */
    int fingerprint(byte[] message, int offset) {
        crc.reset();
        crc.update(message, 0, offset);
        return (int) crc.getValue() ^ Stun.FINGERPRINT_MASK;
    }
}
