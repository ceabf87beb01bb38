package live.weir.bridge.hls;

import org.jspecify.annotations.Nullable;

/**
 * What a player asks for.
 *
 * @param path within the program, as the playlists write it: {@code v720/index.m3u8}
 * @param msn the delivery directive {@code _HLS_msn}, or -1
 * @param part {@code _HLS_part}, or -1
 * @param skip whether {@code _HLS_skip} asks for a delta
 * @param gzip whether the player takes it gzipped
 */
public record Wanted(String path, long msn, int part, boolean skip, boolean gzip) {

    /** More than any program makes in a lifetime, and small enough to count on from. */
    private static final long MOST = 1L << 40;

    /**
     * Reads the delivery directives; parameters of others are left alone.
     *
     * @throws IllegalArgumentException with a sentence for the client, if a directive is not what it should be
     */
    public static Wanted of(String path, @Nullable String query, boolean gzip) {
        if (query == null || !query.contains("_HLS_")) {
            return new Wanted(path, -1, -1, false, gzip);
        }
        long msn = number(query, "_HLS_msn");
        long part = number(query, "_HLS_part");
        if (part >= 0 && msn < 0) {
            throw new IllegalArgumentException("_HLS_part needs _HLS_msn.");
        }
        String skip = value(query, "_HLS_skip");
        return new Wanted(
                path, msn, (int) Math.min(part, Position.MOST_PARTS), "YES".equals(skip) || "v2".equals(skip), gzip);
    }

    boolean blocks() {
        return msn >= 0;
    }

    private static long number(String query, String name) {
        String text = value(query, name);
        if (text == null) {
            return -1;
        }
        if (text.isEmpty() || text.length() > 13 || !text.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            throw new IllegalArgumentException(name + " must be a number.");
        }
        return Math.min(Long.parseLong(text), MOST);
    }

    private static @Nullable String value(String query, String name) {
        int at = 0;
        while (at < query.length()) {
            int end = query.indexOf('&', at);
            int stop = end < 0 ? query.length() : end;
            if (query.startsWith(name, at) && at + name.length() < stop && query.charAt(at + name.length()) == '=') {
                return query.substring(at + name.length() + 1, stop);
            }
            at = stop + 1;
        }
        return null;
    }
}
