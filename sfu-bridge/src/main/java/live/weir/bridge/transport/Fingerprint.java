package live.weir.bridge.transport;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/**
 * The hash of a certificate, as it is announced beside the media (RFC 8122 §5).
 *
 * @param algorithm as announced, such as {@code sha-256}
 * @param value hexadecimal pairs with colons
 */
public record Fingerprint(String algorithm, String value) {

    private static final Set<String> SUPPORTED = Set.of("sha-256", "sha-384", "sha-512");
    private static final HexFormat PAIRS = HexFormat.ofDelimiter(":").withUpperCase();

    public Fingerprint {
        algorithm = algorithm.toLowerCase(Locale.ROOT);
        value = value.toUpperCase(Locale.ROOT);
    }

    static Fingerprint sha256(byte[] certificate) {
        return new Fingerprint("sha-256", PAIRS.formatHex(digest("sha-256", certificate)));
    }

    /** Others, SHA-1 above all, prove nothing. */
    public boolean isSupported() {
        return SUPPORTED.contains(algorithm);
    }

    boolean matches(byte[] certificate) {
        return isSupported() && value.equals(PAIRS.formatHex(digest(algorithm, certificate)));
    }

    private static byte[] digest(String algorithm, byte[] certificate) {
        try {
            return MessageDigest.getInstance(algorithm).digest(certificate);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    @Override
    public String toString() {
        return algorithm + ' ' + value;
    }
}
