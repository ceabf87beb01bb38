package live.weir.platform.ingest;

import java.util.Optional;
import live.weir.platform.channel.StreamKeys;
import org.jspecify.annotations.Nullable;

/**
 * What encoders enter: the server {@code rtmp://host/live} and a stream key; or, for who wants to name the channel, the server {@code
 * rtmp://host/live/slug}, or {@code slug?key=…} in the key's place.
 *
 * @param slug the channel that was named, if one was
 */
record StreamName(@Nullable String slug, String key) {

    private static final String APP = "live";
    private static final String KEY = "key=";

    /** Empty if there is no key in it. */
    static Optional<StreamName> read(String app, String name) {
        if (!app.equals(APP) && !app.startsWith(APP + "/")) {
            return Optional.empty();
        }
        String ofApp = app.equals(APP) ? "" : app.substring(APP.length() + 1);
        return plain(name)
                .map(read -> ofApp.isEmpty() || read.slug() != null ? read : new StreamName(ofApp, read.key()));
    }

    /** What stands in the key's place. */
    static Optional<StreamName> plain(String name) {
        int query = name.indexOf('?');
        String path = query < 0 ? name : name.substring(0, query);
        if (StreamKeys.isKey(path)) {
            return Optional.of(new StreamName(null, path));
        }
        if (query < 0 || path.isEmpty()) {
            return Optional.empty();
        }
        for (String parameter : name.substring(query + 1).split("&", 8)) {
            if (parameter.startsWith(KEY)) {
                return Optional.of(new StreamName(path, parameter.substring(KEY.length())));
            }
        }
        return Optional.empty();
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "StreamName[" + slug + "]";
    }
}
