package live.weir.platform.channel;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import live.weir.platform.identity.ChannelId;
import org.jspecify.annotations.Nullable;

/**
 * What lets a viewer into a private channel.
 *
 * <pre>
 * wvp_ base64url( version 1 byte | id 8 bytes | expiry 8 bytes, seconds | uses 4 bytes | HMAC-SHA256 32 bytes )
 * </pre>
 *
 * <p>The channel is not in it, but under the signature: with each channel's own key a pass opens no other.
 *
 * @param id names the pass, for counting its uses
 * @param uses how often it may be used; 0 for any number
 */
record ViewerPass(long id, Instant expiresAt, int uses) {

    static final String PREFIX = "wvp_";
    private static final byte VERSION = 1;
    private static final int BODY = 21;
    private static final int SIGNATURE = 32;
    private static final int LENGTH = PREFIX.length() + 71; // base64 of 53 bytes without padding

    String signed(ChannelId channel, byte[] key) {
        byte[] body = ByteBuffer.allocate(BODY)
                .put(VERSION)
                .putLong(id)
                .putLong(expiresAt.getEpochSecond())
                .putInt(uses)
                .array();
        byte[] whole = ByteBuffer.allocate(BODY + SIGNATURE)
                .put(body)
                .put(signature(channel, key, body))
                .array();
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /** Null for whatever was not signed with this key for this channel. */
    static @Nullable ViewerPass read(String text, ChannelId channel, byte[] key) {
        if (!isWellFormed(text)) {
            return null;
        }
        byte[] whole = decoded(text);
        if (whole.length != BODY + SIGNATURE) {
            return null;
        }
        byte[] body = Arrays.copyOf(whole, BODY);
        byte[] signature = Arrays.copyOfRange(whole, BODY, whole.length);
        if (!MessageDigest.isEqual(signature, signature(channel, key, body)) || body[0] != VERSION) {
            return null;
        }
        ByteBuffer fields = ByteBuffer.wrap(body, 1, BODY - 1);
        return new ViewerPass(fields.getLong(), Instant.ofEpochSecond(fields.getLong()), fields.getInt());
    }

    /** Whether it can be a pass at all. */
    static boolean isWellFormed(String text) {
        return text.length() == LENGTH && text.startsWith(PREFIX);
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    private static byte[] signature(ChannelId channel, byte[] key, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(ByteBuffer.allocate(16)
                    .putLong(channel.value().getMostSignificantBits())
                    .putLong(channel.value().getLeastSignificantBits())
                    .array());
            return mac.doFinal(body);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HMAC-SHA256", impossible);
        }
    }
}
