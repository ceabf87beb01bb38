package live.weir.platform.web.ui;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;

/** Names for contents: what has the same name is the same, byte for byte. */
final class ContentHash {

    /** 72 bits: a clash between two releases is out of reach, and the paths stay readable. */
    private static final int SHORT_BYTES = 9;

    private ContentHash() {}

    static String of(byte[] content) {
        return shortened(sha256().digest(content));
    }

    static String of(SortedMap<String, byte[]> files) {
        MessageDigest digest = sha256();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            digest.update(file.getKey().getBytes(StandardCharsets.UTF_8));
            digest.update(sha256().digest(file.getValue()));
        }
        return shortened(digest.digest());
    }

    /** As a CSP source expression: {@code 'sha256-…'} (CSP Level 3 §2.3.1). */
    static String cspSource(String inlineScript) {
        byte[] digest = sha256().digest(inlineScript.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }

    private static String shortened(byte[] digest) {
        byte[] head = new byte[SHORT_BYTES];
        System.arraycopy(digest, 0, head, 0, SHORT_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(head);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
