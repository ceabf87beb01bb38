package live.weir.platform.account;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a handle looks like: letters of ASCII alone, so that no two handles look alike by a trick of Unicode. */
final class Handles {

    static final int LONGEST = 30;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_]{3," + LONGEST + "}");

    /** Names that people would take for the service itself, or that the service uses. */
    private static final Set<String> RESERVED = Set.of(
            "abuse",
            "account",
            "accounts",
            "admin",
            "administrator",
            "all",
            "anonymous",
            "api",
            "bot",
            "channel",
            "chat",
            "demo",
            "everyone",
            "guest",
            "help",
            "here",
            "host",
            "info",
            "legal",
            "live",
            "login",
            "mod",
            "moderation",
            "moderator",
            "news",
            "nobody",
            "null",
            "official",
            "operator",
            "ops",
            "owner",
            "postmaster",
            "privacy",
            "root",
            "security",
            "server",
            "setup",
            "signin",
            "signup",
            "staff",
            "status",
            "studio",
            "support",
            "sysadmin",
            "system",
            "team",
            "undefined",
            "user",
            "webmaster",
            "weir");

    private Handles() {}

    /** Before lower-casing, because the Kelvin sign would pass for a k after it. */
    static Optional<String> complaint(@Nullable String handle) {
        if (handle == null) {
            return Optional.of("is required");
        }
        return FORM.matcher(handle).matches()
                ? Optional.empty()
                : Optional.of("must be 3 to 30 letters a-z, digits or underscores");
    }

    static Optional<String> complaintAtRegistration(@Nullable String handle) {
        return complaint(handle)
                .or(() -> handle != null && RESERVED.contains(normal(handle))
                        ? Optional.of("is reserved")
                        : Optional.empty());
    }

    /** As it is stored and looked up. */
    static String normal(String handle) {
        return handle.toLowerCase(Locale.ROOT);
    }

    /** The nearest handle to what somebody else calls a person. */
    static String fit(String foreign) {
        int at = foreign.indexOf('@');
        String name = normal(at > 0 ? foreign.substring(0, at) : foreign).replaceAll("[^a-z0-9_]+", "_");
        String fit = name.length() < 3 ? "person_" + name : name;
        return fit.length() > LONGEST ? fit.substring(0, LONGEST) : fit;
    }

    static boolean isReserved(String handle) {
        return RESERVED.contains(handle);
    }
}
