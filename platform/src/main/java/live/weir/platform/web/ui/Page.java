package live.weir.platform.web.ui;

import java.util.EnumMap;
import java.util.Map;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The pages that have an address. The browser's half is {@code ui/core/routes.js}; a test keeps the two alike.
 *
 * <p>The name of a page is also the name of its module and of its title in the messages.
 */
enum Page {
    HOME("home", "/"),
    SIGN_UP("signup", "/signup"),
    SIGN_IN("signin", "/signin"),
    CHANNELS("channels", "/channels"),
    CHANNEL("channel", "/channels/{slug}"),
    ACCOUNT("account", "/account"),
    WATCH("watch", "/c/{slug}"),
    CHATROOM("chatroom", "/chat/{slug}", Frame.CHATROOM),
    OVERLAY("overlay", "/overlay/{slug}", Frame.OVERLAY),
    RECORDING("recording", "/v/{id}"),
    STUDIO("studio", "/studio/{slug}"),
    OPERATIONS("ops", "/ops"),
    SETUP("setup", "/setup"),
    /** What any other path shows. */
    NOT_FOUND("missing", "/{*path}");

    private static final Map<Page, PathPattern> PATTERNS = new EnumMap<>(Page.class);

    static {
        for (Page page : values()) {
            PATTERNS.put(page, PathPatternParser.defaultInstance.parse(page.path));
        }
    }

    private final String id;
    private final String path;
    private final Frame frame;

    Page(String id, String path) {
        this(id, path, Frame.WHOLE);
    }

    Page(String id, String path, Frame frame) {
        this.id = id;
        this.path = path;
        this.frame = frame;
    }

    /** What stands around a page: the header and footer of all, or nothing but its window; an overlay has no ground either. */
    enum Frame {
        WHOLE,
        CHATROOM,
        OVERLAY
    }

    /** A page with what its path says about it. */
    record Visit(Page page, Map<String, String> parameters) {}

    static Visit at(PathContainer path) {
        for (Map.Entry<Page, PathPattern> candidate : PATTERNS.entrySet()) {
            PathPattern.PathMatchInfo match = candidate.getValue().matchAndExtract(path);
            if (match != null) {
                return new Visit(candidate.getKey(), match.getUriVariables());
            }
        }
        return new Visit(NOT_FOUND, Map.of());
    }

    String id() {
        return id;
    }

    String path() {
        return path;
    }

    Frame frame() {
        return frame;
    }

    String module() {
        return "pages/" + id + ".js";
    }

    String titleKey() {
        return "title." + id;
    }
}
