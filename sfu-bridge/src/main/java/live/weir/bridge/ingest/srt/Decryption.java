package live.weir.bridge.ingest.srt;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a caller encrypts with keys of its own, which it sends wrapped by the passphrase, and changes now and then: one of two is
 * in use, the other comes next (section 6 of the draft: AES in counter mode, PBKDF2, RFC 3394).
 */
final class Decryption {

    private static final String AES = "AES";
    private static final int KDF_ROUNDS = 2048;
    private static final int KDF_SALT = 8; // the last of the salt
    private static final int IV_SALT = 14; // the first of it
    private static final int IV_NUMBER = 10;
    private static final int BLOCK = 16;

    private final byte[] salt;
    private final SecretKeySpec wrapping;
    private final Cipher unwrap;
    private final Cipher counter;
    private final @Nullable SecretKeySpec[] keys = new SecretKeySpec[2]; // even, odd

    /** Takes a millisecond: the passphrase is stretched. */
    Decryption(String passphrase, KeyMaterial first) {
        salt = first.salt();
        byte[] stretching = Arrays.copyOfRange(salt, salt.length - KDF_SALT, salt.length);
        try {
            PBEKeySpec stretched =
                    new PBEKeySpec(passphrase.toCharArray(), stretching, KDF_ROUNDS, first.keyLength() * Byte.SIZE);
            wrapping = new SecretKeySpec(
                    SecretKeyFactory.getInstance("PBKDF2WithHmacSHA1")
                            .generateSecret(stretched)
                            .getEncoded(),
                    AES);
            unwrap = Cipher.getInstance("AESWrap");
            counter = Cipher.getInstance("AES/CTR/NoPadding");
        } catch (GeneralSecurityException unknown) {
            throw new IllegalStateException("Every JDK has AES", unknown);
        }
    }

    /** False if it is not for this passphrase, or has another salt than the first. */
    boolean learn(KeyMaterial material) {
        if (!Arrays.equals(material.salt(), salt) || material.keyLength() != wrapping.getEncoded().length) {
            return false;
        }
        byte[] unwrapped;
        try {
            unwrap.init(Cipher.UNWRAP_MODE, wrapping);
            unwrapped =
                    unwrap.unwrap(material.wrapped(), AES, Cipher.SECRET_KEY).getEncoded();
        } catch (GeneralSecurityException wrong) {
            return false;
        }
        int place = 0;
        for (int key = 0; key < keys.length; key++) {
            if ((material.which() >> key & 1) != 0) {
                keys[key] = new SecretKeySpec(unwrapped, place, material.keyLength(), AES);
                place += material.keyLength();
            }
        }
        return true;
    }

    /**
     * In place.
     *
     * @param which 1 for the even key, 2 for the odd
     * @return false if there is no such key
     */
    boolean read(int number, int which, ByteBuf payload) {
        SecretKeySpec key = which == 1 || which == 2 ? keys[which - 1] : null;
        if (key == null) {
            return false;
        }
        byte[] iv = new byte[BLOCK];
        ByteBuffer.wrap(iv).putInt(IV_NUMBER, number);
        for (int i = 0; i < IV_SALT; i++) {
            iv[i] ^= salt[i];
        }
        ByteBuffer bytes = payload.nioBuffer();
        try {
            counter.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(iv));
            counter.doFinal(bytes.duplicate(), bytes);
            return true;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("A key of this length was accepted before", impossible);
        }
    }
}
