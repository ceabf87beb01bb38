package live.weir.platform.channel;

import java.util.HexFormat;
import live.weir.platform.security.Secrets;

/**
 * A stream key: {@code wk_} and 256 random bits. It is shown once and kept as its hash; with so many random bits the
 * hash needs neither salt nor slowness.
 */
final class StreamKey {

    static final String PREFIX = "wk_";
    private static final int LENGTH = PREFIX.length() + 43; // base64 of 32 bytes without padding
    private static final int HINT = 4;

    private final String text;

    private StreamKey(String text) {
        this.text = text;
    }

    /** @param letters 256 random bits in URL-safe letters */
    static StreamKey made(String letters) {
        return new StreamKey(PREFIX + letters);
    }

    /** What somebody presents as a key. */
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
        return Secrets.hash(text);
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
