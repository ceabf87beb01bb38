package live.weir.platform.security;

import java.time.Duration;

/** A signed token, ready to be handed to its account. */
public record AccessToken(String value, Duration life) {

    /** Whoever reads a log could use it. */
    @Override
    public String toString() {
        return "AccessToken[life=" + life + "]";
    }
}
