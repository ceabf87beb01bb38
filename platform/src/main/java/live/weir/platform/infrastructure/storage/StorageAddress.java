package live.weir.platform.infrastructure.storage;

import java.net.URI;
import java.util.regex.Pattern;
import live.weir.platform.infrastructure.StartupFailure;
import org.jspecify.annotations.Nullable;

/** Where the bucket is, once the settings were found to make sense together. */
record StorageAddress(String bucket, @Nullable URI endpoint, String region, String prefix, boolean pathStyle) {

    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{2,40}");
    private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9_-][A-Za-z0-9._-]{0,99}/){0,8}");

    /** Null where no object store is wanted. */
    static @Nullable StorageAddress of(StorageSettings settings) {
        String bucket = settings.bucket();
        if (bucket == null || bucket.isBlank()) {
            if (settings.endpoint() != null || settings.accessKey() != null) {
                throw refused("bucket is missing, though other keys of the object store are set: name the bucket");
            }
            return null;
        }
        if (!BUCKET.matcher(bucket).matches()) {
            throw refused(
                    "bucket '" + bucket + "' is no bucket's name: 3 to 63 small letters, digits, dots and hyphens");
        }
        if ((settings.accessKey() == null) != (settings.secretKey() == null)) {
            throw refused("access-key and secret-key go together: set both, or neither");
        }
        if (!REGION.matcher(settings.region()).matches()) {
            throw refused("region '" + settings.region() + "' is not one, such as eu-central-1");
        }
        if (!PREFIX.matcher(settings.prefix()).matches()) {
            throw refused("prefix '" + settings.prefix() + "' must be empty or folders with a slash at the end: weir/");
        }
        URI endpoint = endpoint(settings.endpoint());
        Boolean pathStyle = settings.pathStyle();
        return new StorageAddress(
                bucket,
                endpoint,
                settings.region(),
                settings.prefix(),
                pathStyle == null ? endpoint != null : pathStyle);
    }

    private static @Nullable URI endpoint(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            URI uri = URI.create(text.strip());
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            boolean bare = uri.getPath() == null
                    || uri.getPath().isEmpty()
                    || uri.getPath().equals("/");
            if (web && uri.getHost() != null && bare && uri.getUserInfo() == null && uri.getQuery() == null) {
                return uri;
            }
        } catch (IllegalArgumentException malformed) {
            // told below
        }
        throw refused("endpoint must be of the form https://host:port");
    }

    private static StartupFailure refused(String why) {
        return new StartupFailure("weir.storage." + why + ".");
    }

    /** Fit to be shown. */
    String shown() {
        return bucket + (endpoint == null ? " in " + region : " at " + endpoint.getAuthority());
    }
}
