package live.weir.platform.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import live.weir.platform.infrastructure.StartupFailure;
import org.jspecify.annotations.Nullable;

/**
 * Seals keys with the operator's master key (AES-256-GCM), so that whoever reads a dump of the database cannot issue tokens or
 * passes. Without a master key it leaves them as they are. The key's id is authenticated with it: rows cannot be
 * swapped.
 */
public final class KeySeal {

    private static final String MARK = "sealed:";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;

    private final @Nullable SecretKey master;
    private final SecureRandom random = new SecureRandom();

    KeySeal(@Nullable String masterKey) {
        this.master = masterKey == null || masterKey.isBlank() ? null : parse(masterKey);
    }

    public boolean seals() {
        return master != null;
    }

    public boolean isSealed(String stored) {
        return stored.startsWith(MARK);
    }

    /** Draws on the system's randomness: not on an event loop. */
    public String seal(String keyId, String plain) {
        if (master == null) {
            return plain;
        }
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, master, keyId, nonce, plain.getBytes(StandardCharsets.UTF_8));
        byte[] whole = ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
        return MARK + Base64.getEncoder().encodeToString(whole);
    }

    /** @throws IllegalStateException with a sentence for the operator */
    public String open(String keyId, String stored) {
        if (!isSealed(stored)) {
            return stored;
        }
        if (master == null) {
            throw new IllegalStateException(
                    "Keys in Postgres are sealed: set weir.security.master-key to the key that sealed them.");
        }
        byte[] whole = Base64.getDecoder().decode(stored.substring(MARK.length()));
        byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
        byte[] sealed = Arrays.copyOfRange(whole, NONCE_BYTES, Math.max(NONCE_BYTES, whole.length));
        return new String(crypt(Cipher.DECRYPT_MODE, master, keyId, nonce, sealed), StandardCharsets.UTF_8);
    }

    private static byte[] crypt(int mode, SecretKey key, String keyId, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(keyId.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException refused) {
            throw new IllegalStateException(
                    "Keys in Postgres were sealed with another key than weir.security.master-key.", refused);
        }
    }

    private static SecretKey parse(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException notBase64) {
            throw new StartupFailure("weir.security.master-key is not Base64.");
        }
        if (bytes.length != KEY_BYTES) {
            throw new StartupFailure("weir.security.master-key must be 32 bytes in Base64 (openssl rand -base64 32).");
        }
        return new SecretKeySpec(bytes, "AES");
    }
}
