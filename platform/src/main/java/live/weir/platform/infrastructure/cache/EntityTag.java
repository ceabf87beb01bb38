package live.weir.platform.infrastructure.cache;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A strong ETag of bytes: equal bytes, equal tag, on every node. */
public final class EntityTag {

    private static final int BYTES = 12;

    private EntityTag() {}

    public static String of(byte[] bytes) {
        byte[] digest = digest().digest(bytes);
        byte[] part = new byte[BYTES];
        ByteBuffer.wrap(digest).get(part);
        return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(part) + '"';
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
