package live.weir.platform.web;

/**
 * What pages under a path may do in a browser. A package that serves pages brings its own as a bean; the longest prefix
 * wins, and without any the strictest holds.
 *
 * @param pathPrefix the path this is for, with all below it
 * @param contentSecurityPolicy the value of {@code Content-Security-Policy}
 * @param framing who may show these pages in a frame
 */
public record HeaderPolicy(String pathPrefix, String contentSecurityPolicy, Framing framing) {

    /** The old header beside {@code frame-ancestors}; it cannot name other sites, so for them it must be absent. */
    public enum Framing {
        NOBODY,
        ANYBODY
    }

    /** For responses that are data: nothing may load, nothing may frame. */
    static final HeaderPolicy DATA = new HeaderPolicy("", "default-src 'none'; frame-ancestors 'none'", Framing.NOBODY);

    boolean covers(String path) {
        return path.startsWith(pathPrefix)
                && (path.length() == pathPrefix.length()
                        || pathPrefix.endsWith("/")
                        || path.charAt(pathPrefix.length()) == '/'
                        || pathPrefix.isEmpty());
    }
}
