package live.weir.platform.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an account may do everywhere; what it may do on one channel follows from that channel. */
public enum Role {
    VIEWER,
    PERFORMER,
    MODERATOR,
    /** The operator knows who it is. */
    VERIFIED,
    ADMIN;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** As the API, tokens and tables write it. */
    public String label() {
        return label;
    }

    public static Optional<Role> ofLabel(String label) {
        return Arrays.stream(values()).filter(role -> role.label.equals(label)).findFirst();
    }
}
