package live.weir.platform.delivery;

import live.weir.bridge.hls.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * An address below {@code /hls/} or {@code /vod/}.
 *
 * <pre>
 * /hls/{slug}/{file}
 * /hls/{slug}/~{token}/{file}      of a private channel
 * /vod/{id}/…                      likewise
 * </pre>
 *
 * <p>All of it consists of letters that need no escape: whatever holds another is no address of ours.
 */
record HlsPath(String slug, @Nullable String token, String file) {

    private static final int LONGEST = 300;

    static @Nullable HlsPath of(String prefix, String path) {
        int start = prefix.length();
        int slash = path.indexOf('/', start);
        if (path.length() > LONGEST || slash <= start || !isPlain(path)) {
            return null;
        }
        String slug = path.substring(start, slash);
        if (slash + 1 < path.length() && path.charAt(slash + 1) == '~') {
            int end = path.indexOf('/', slash + 1);
            return end < 0 ? null : new HlsPath(slug, path.substring(slash + 2, end), path.substring(end + 1));
        }
        return new HlsPath(slug, null, path.substring(slash + 1));
    }

    private static boolean isPlain(String path) {
        for (int at = 0; at < path.length(); at++) {
            char letter = path.charAt(at);
            boolean plain = (letter >= 'a' && letter <= 'z')
                    || (letter >= '0' && letter <= '9')
                    || (letter >= 'A' && letter <= 'Z')
                    || letter == '/'
                    || letter == '.'
                    || letter == '-'
                    || letter == '_'
                    || letter == '~';
            if (!plain || (letter == '.' && at > 0 && path.charAt(at - 1) == '.')) {
                return false;
            }
        }
        return true;
    }

    boolean isPlaylist() {
        return file.endsWith("index.m3u8") || file.equals(Manifest.NAME);
    }

    boolean isEntrance() {
        return isFirst() || file.equals("picture.jpg");
    }

    /** Whether who asks for it watches: a rung's playlist, or one of its segments, by which players of DASH go. */
    boolean isWatched() {
        int last = file.lastIndexOf('/');
        return last > 0 && (file.endsWith("/index.m3u8") || (file.startsWith("s", last + 1) && file.endsWith(".m4s")));
    }

    /** The folder that a rung's files lie in: each broadcast has another. */
    String broadcast() {
        int first = file.indexOf('/');
        return first < 0 ? "" : file.substring(0, first);
    }

    /** Whether it leads to everything else. */
    boolean isFirst() {
        return file.equals("index.m3u8") || file.equals(Manifest.NAME);
    }
}
