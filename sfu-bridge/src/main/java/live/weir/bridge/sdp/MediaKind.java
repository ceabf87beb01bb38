package live.weir.bridge.sdp;

import java.util.Locale;

/** What an m-line carries. {@link #OTHER} is what no stage takes: data channels, text, fax. */
public enum MediaKind {
    AUDIO,
    VIDEO,
    OTHER;

    static MediaKind of(String media) {
        return switch (media) {
            case "audio" -> AUDIO;
            case "video" -> VIDEO;
            default -> OTHER;
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
