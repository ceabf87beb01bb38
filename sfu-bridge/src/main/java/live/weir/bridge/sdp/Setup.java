package live.weir.bridge.sdp;

import java.util.Locale;

/** Who opens the DTLS association (RFC 8842 §5). */
public enum Setup {
    ACTIVE,
    PASSIVE,
    ACTPASS,
    HOLDCONN;

    static Setup parse(Words words) {
        String word = words.word("the DTLS role");
        for (Setup setup : values()) {
            if (setup.attribute().equals(word)) {
                return setup;
            }
        }
        throw words.refused(
                "the DTLS role is active, passive, actpass or holdconn, not " + SdpException.quote(word) + ".");
    }

    String attribute() {
        return name().toLowerCase(Locale.ROOT);
    }
}
