package live.weir.bridge.fuzz;

import java.util.HexFormat;

/** Bytes as tests write them down: pairs of hex digits, spaced as it pleases; {@code |} sets fields apart. */
public final class Hex {

    private Hex() {}

    public static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replaceAll("[\\s|]", ""));
    }

    public static String hex(byte[] bytes, int offset, int length) {
        return HexFormat.ofDelimiter(" ").formatHex(bytes, offset, offset + length);
    }
}
