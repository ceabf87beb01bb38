package live.weir.platform.channel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A stream key: {@code wk_} and 256 random bits. It is shown once and kept as its hash; with so many random bits the
 * hash needs neither salt nor slowness.
 */
final class StreamKey {

    private static final String PREFIX = "wk_";
    private static final int RANDOM_BYTES = 32;
    private static final int LENGTH = PREFIX.length() + 43; // base64 of 32 bytes without padding
    private static final int HINT = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String text;

    private StreamKey(String text) {
        this.text = text;
    }

    static StreamKey random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return new StreamKey(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    static StreamKey of(String text) {
        return new StreamKey(text);
    }

    /** Whether it can be a key at all: this much everybody knows of keys. */
    boolean isWellFormed() {
        return text.length() == LENGTH && text.startsWith(PREFIX);
    }

    String text() {
        return text;
    }

    /** The last characters, by which people tell their keys apart. */
    String hint() {
        return text.substring(text.length() - HINT);
    }

    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }

    /** Never the key: this may end up in a log. */
    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
