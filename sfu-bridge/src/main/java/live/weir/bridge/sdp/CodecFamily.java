package live.weir.bridge.sdp;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the parameters of a codec mean: which make it another format, and which an answer repeats. */
enum CodecFamily {
    VP8,
    VP9,
    H264,
    AV1,
    OPUS,
    RED,
    OTHER;

    private static final List<String> OPUS_PARAMETERS = List.of(
            "minptime",
            "useinbandfec",
            "stereo",
            "sprop-stereo",
            "usedtx",
            "cbr",
            "maxaveragebitrate",
            "maxplaybackrate");

    static CodecFamily of(Codec codec) {
        String name = codec.name().toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(family -> family.name().equals(name))
                .findFirst()
                .orElse(OTHER);
    }

    boolean isSameProfile(Codec one, Codec other) {
        return switch (this) {
            case VP9 -> one.parameter("profile-id", "0").equals(other.parameter("profile-id", "0"));
            case AV1 -> av1Profile(one) == av1Profile(other);
            case H264 -> H264Profile.of(one) == H264Profile.of(other);
            default -> true;
        };
    }

    /** Profiles of VP9 are not subsets of each other for a decoder; those of AV1 and H264 are. */
    boolean plays(Codec receiver, Codec stream) {
        return switch (this) {
            case AV1 -> av1Profile(receiver) >= av1Profile(stream);
            case H264 ->
                H264Profile.of(receiver).shows(H264Profile.of(stream))
                        && packetization(receiver) >= packetization(stream);
            default -> isSameProfile(receiver, stream);
        };
    }

    /**
     * Of an offer's parameters those that hold for both sides. What only describes the offerer's own stream, such as parameter sets,
     * stays out. Who sends stereo is told that it is welcome: Chromium encodes mono otherwise.
     */
    Map<String, String> agreed(Map<String, String> offered) {
        if (this == RED) {
            return offered;
        }
        Map<String, String> agreed = new LinkedHashMap<>(offered);
        agreed.keySet().retainAll(repeated());
        if (this == OPUS && "1".equals(offered.get("sprop-stereo"))) {
            agreed.put("stereo", "1");
        }
        return agreed;
    }

    static Map<String, String> h264Parameters(String profileLevelId) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("level-asymmetry-allowed", "1");
        parameters.put("packetization-mode", "1");
        parameters.put("profile-level-id", profileLevelId);
        return parameters;
    }

    private List<String> repeated() {
        return switch (this) {
            case VP9 -> List.of("profile-id");
            case H264 -> List.of("level-asymmetry-allowed", "packetization-mode", "profile-level-id");
            case AV1 -> List.of("level-idx", "profile", "tier");
            case OPUS -> OPUS_PARAMETERS;
            case VP8, RED, OTHER -> List.of();
        };
    }

    private static int av1Profile(Codec codec) {
        return smallNumber(codec.parameter("profile", "0"));
    }

    /** 0: one NAL unit a packet; 1: they may be split and joined (RFC 6184 §6.2). */
    private static int packetization(Codec codec) {
        return smallNumber(codec.parameter("packetization-mode", "0"));
    }

    private static int smallNumber(String digit) {
        return digit.length() == 1 ? Character.digit(digit.charAt(0), 10) : -1;
    }
}
