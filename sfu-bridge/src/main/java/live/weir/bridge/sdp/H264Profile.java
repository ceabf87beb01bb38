package live.weir.bridge.sdp;

import java.util.HexFormat;

/** The profiles that the first two bytes of {@code profile-level-id} tell apart (RFC 6184 §8.1, table 5). */
enum H264Profile {
    /**
     * Constrained Baseline, and plain Baseline with it: no encoder of a browser or OBS uses what only plain Baseline has (slices in
     * any order, redundant slices), and Chromium offers both for the same decoder.
     */
    BASELINE,
    MAIN,
    HIGH,
    OTHER;

    /** Without the parameter Constrained Baseline, as browsers hold it; the RFC's Baseline is the same here. */
    private static final String DEFAULT = "42e01f";

    static H264Profile of(Codec codec) {
        String id = codec.parameter("profile-level-id", DEFAULT);
        if (id.length() != 6 || !id.chars().allMatch(HexFormat::isHexDigit)) {
            return OTHER;
        }
        int number = HexFormat.fromHexDigits(id);
        return of(number >> 16, number >> 8 & 0xff);
    }

    private static H264Profile of(int profile, int constraints) {
        boolean alsoBaseline = (constraints & 0x80) != 0;
        return switch (profile) {
            case 0x42 -> BASELINE;
            case 0x4d -> alsoBaseline ? BASELINE : MAIN;
            case 0x64 -> HIGH;
            default -> OTHER;
        };
    }

    /** A decoder of High shows Main, and one of Main shows Constrained Baseline. */
    boolean shows(H264Profile stream) {
        return this != OTHER && stream != OTHER && compareTo(stream) >= 0;
    }
}
