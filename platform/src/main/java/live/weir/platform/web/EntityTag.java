package live.weir.platform.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * The name of one state of a resource (RFC 9110 §8.8.3), strong.
 *
 * @param opaque what stands between the quotes
 */
public record EntityTag(String opaque) {

    private static final int HASH_BYTES = 16;

    public EntityTag {
        if (opaque.isEmpty() || !opaque.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '"')) {
            throw new IllegalArgumentException("not fit for an entity tag: " + opaque);
        }
    }

    public static EntityTag ofVersion(long version) {
        return new EntityTag("v" + version);
    }

    public static EntityTag ofContent(byte[] content) {
        byte[] hash = Arrays.copyOf(sha256().digest(content), HASH_BYTES);
        return new EntityTag(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
    }

    public static EntityTag ofContent(String content) {
        return ofContent(content.getBytes(StandardCharsets.UTF_8));
    }

    /** As it stands in the {@code ETag} header. */
    public String header() {
        return '"' + opaque + '"';
    }

    /**
     * Whether a list of tags, or {@code *}, names this state.
     *
     * <p>The comparison is weak (RFC 9110 §8.8.3.2) for {@code If-Match} too, where the RFC asks for the strong one: a
     * proxy that compresses makes our tag weak, and a client that sends it back means the same state all the same.
     */
    boolean isNamedBy(String list) {
        int at = 0;
        while (at < list.length()) {
            char c = list.charAt(at);
            if (c == '*') {
                return true;
            }
            if (c == '"') {
                int end = list.indexOf('"', at + 1);
                if (end < 0) {
                    return false;
                }
                if (end - at - 1 == opaque.length() && list.startsWith(opaque, at + 1)) {
                    return true;
                }
                at = end;
            }
            at++;
        }
        return false;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
