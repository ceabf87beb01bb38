package live.weir.bridge.sdp;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/**
 * The hash of the certificate that a side will show in DTLS (RFC 8122 §5).
 *
 * @param algorithm in lower case, as in {@code sha-256}
 * @param value in upper case, two hexadecimal digits a byte, colons between
 */
public record Fingerprint(String algorithm, String value) {

    private static final HexFormat PAIRS = HexFormat.ofDelimiter(":").withUpperCase();
    private static final Set<String> STRONG = Set.of("sha-256", "sha-384", "sha-512");
    private static final int LONGEST_DIGEST = 64;

    public Fingerprint {
        algorithm = algorithm.toLowerCase(Locale.ROOT);
        value = value.toUpperCase(Locale.ROOT);
        int expected = lengthOf(algorithm);
        int length = (value.length() + 1) / 3;
        if (!isPairs(value) || length > LONGEST_DIGEST || (expected > 0 && length != expected)) {
            throw new SdpException(
                    "A fingerprint of " + SdpException.quote(algorithm) + " is not " + SdpException.quote(value) + ".");
        }
    }

    public static Fingerprint of(String algorithm, byte[] digest) {
        return new Fingerprint(algorithm, PAIRS.formatHex(digest));
    }

    public byte[] digest() {
        return PAIRS.parseHex(value);
    }

    /** Whether the algorithm is one that a peer is believed on; SHA-1 and MD5 can be forged. */
    public boolean isStrong() {
        return STRONG.contains(algorithm);
    }

    private static int lengthOf(String algorithm) {
        return switch (algorithm) {
            case "md5" -> 16;
            case "sha-1" -> 20;
            case "sha-224" -> 28;
            case "sha-256" -> 32;
            case "sha-384" -> 48;
            case "sha-512" -> 64;
            default -> 0;
        };
    }

    private static boolean isPairs(String value) {
        if (value.length() % 3 != 2) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (i % 3 == 2 ? c != ':' : !HexFormat.isHexDigit(c)) {
                return false;
            }
        }
        return true;
    }
}
