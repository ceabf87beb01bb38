package live.weir.platform.channel;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The name of a channel in URLs: 3 to 40 lower-case letters, digits and single hyphens. */
final class Slug {

    private static final Pattern FORM = Pattern.compile("[a-z0-9](?:[a-z0-9-]{1,38})[a-z0-9]");

    /** Paths of ours, present or likely, and names that would pass for the platform itself. */
    private static final Set<String> RESERVED = Set.of(
            "about",
            "account",
            "accounts",
            "actuator",
            "admin",
            "administrator",
            "api",
            "assets",
            "auth",
            "channel",
            "channels",
            "chat",
            "demo",
            "docs",
            "favicon",
            "health",
            "help",
            "hls",
            "home",
            "index",
            "live",
            "login",
            "logout",
            "me",
            "media",
            "metrics",
            "moderator",
            "new",
            "null",
            "openapi",
            "ops",
            "official",
            "oauth",
            "public",
            "register",
            "robots",
            "root",
            "rtmp",
            "search",
            "sessions",
            "settings",
            "setup",
            "sign-in",
            "sign-up",
            "signin",
            "signup",
            "srt",
            "stage",
            "static",
            "stats",
            "status",
            "studio",
            "support",
            "system",
            "terms",
            "undefined",
            "webjars",
            "webhooks",
            "weir",
            "whep",
            "whip",
            "www");

    private Slug() {}

    static String canonical(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    /** Whether a channel can have this canonical slug; what cannot be is not looked for. */
    static boolean isWellFormed(String slug) {
        return FORM.matcher(slug).matches() && !slug.contains("--");
    }

    static Optional<String> fault(String slug) {
        if (!isWellFormed(slug)) {
            return Optional.of("must be 3 to 40 lower-case letters, digits and single hyphens,"
                    + " and begin and end with a letter or digit");
        }
        return RESERVED.contains(slug) ? Optional.of("is reserved") : Optional.empty();
    }
}
