package live.weir.platform.web.ui;

import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * The HTML that every page starts from: language, title and theme are right in its first bytes, and it names every file
 * that the page will need.
 */
final class Shell {

    /** What a browser has chosen, or brings along. */
    record Reader(String language, Theme theme) {}

    /** {@code AUTO} follows the device. */
    enum Theme {
        AUTO,
        LIGHT,
        DARK
    }

    private static final String ENTRY = "app.js";
    private static final String FRAME = "parts/app.js";
    /** Nothing else is the name of a channel, whatever an address says. */
    private static final Pattern SLUG = Pattern.compile("[a-z0-9-]{3,40}");

    private static final String LIGHT_COLOR = "#f3f6f4";
    private static final String DARK_COLOR = "#07181e";

    private final UiFiles files;
    private final Messages messages;
    private final Template template;
    private final String importMap;
    private final Map<Page, String> preloads = new HashMap<>();

    Shell(UiFiles files, WebLibraries libraries, Messages messages, JsonMapper json) {
        this.files = files;
        this.messages = messages;
        this.template = new Template(files.requiredSource("shell.html"));
        this.importMap = json.writeValueAsString(Map.of("imports", versioned(libraries.imports())));
        ModuleGraph graph = new ModuleGraph(files, libraries.imports());
        for (Page page : Page.values()) {
            preloads.put(page, preloads(graph, page));
        }
    }

    private Map<String, String> versioned(Map<String, String> imports) {
        Map<String, String> urls = new LinkedHashMap<>();
        imports.forEach((name, path) -> urls.put(name, files.url(path)));
        return urls;
    }

    private String preloads(ModuleGraph graph, Page page) {
        return graph.needsOf(ENTRY, FRAME, page.module()).stream()
                .map(module -> "<link rel=\"modulepreload\" href=\"" + files.url(module) + "\">")
                .collect(Collectors.joining("\n"));
    }

    /**
     * Nothing but our own files runs here; the import map is inline because browsers take it no other way, and its hash
     * lets in this one and no other.
     */
    String contentSecurityPolicy() {
        return "default-src 'self'; script-src 'self' " + ContentHash.cspSource(importMap)
                + "; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self';"
                + " worker-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
                + " frame-ancestors 'none'";
    }

    String render(Page.Visit visit, Reader reader, URI address) {
        String language = reader.language();
        String title = messages.text(language, visit.page().titleKey(), visit.parameters());
        String origin = address.getScheme() + "://" + address.getRawAuthority();
        Map<String, String> values = new HashMap<>();
        values.put("lang", language);
        values.put("theme", reader.theme().name().toLowerCase(Locale.ROOT));
        values.put("frame", visit.page().frame().name().toLowerCase(Locale.ROOT));
        values.put("picture", picture(visit, origin));
        values.put("themeColors", themeColors(reader.theme()));
        values.put("title", HtmlUtils.htmlEscape(title, "UTF-8"));
        values.put("description", escaped(language, "app.description"));
        values.put("skip", escaped(language, "nav.skip"));
        values.put("noscript", escaped(language, "app.noscript"));
        values.put("loading", escaped(language, "app.loading"));
        values.put("origin", HtmlUtils.htmlEscape(origin, "UTF-8"));
        values.put("address", HtmlUtils.htmlEscape(origin + address.getRawPath(), "UTF-8"));
        values.put("ui", files.url(""));
        values.put("version", files.version());
        values.put("messages", files.url(Messages.path(language)));
        values.put("importMap", importMap);
        values.put("preloads", preloads.getOrDefault(visit.page(), ""));
        return template.fill(values);
    }

    /** Of a channel its newest picture first; where there is none at the moment, whoever asks takes the card after it. */
    private static String picture(Page.Visit visit, String origin) {
        String slug = visit.parameters().get("slug");
        if (visit.page() != Page.WATCH || slug == null || !SLUG.matcher(slug).matches()) {
            return "";
        }
        String url = HtmlUtils.htmlEscape(origin + "/hls/" + slug + "/picture.jpg", "UTF-8");
        return "<meta property=\"og:image\" content=\"" + url + "\">";
    }

    private String escaped(String language, String key) {
        return HtmlUtils.htmlEscape(messages.text(language, key, Map.of()), "UTF-8");
    }

    private static String themeColors(Theme theme) {
        return switch (theme) {
            case LIGHT -> themeColor(LIGHT_COLOR, "");
            case DARK -> themeColor(DARK_COLOR, "");
            case AUTO ->
                themeColor(LIGHT_COLOR, " media=\"(prefers-color-scheme: light)\"") + "\n"
                        + themeColor(DARK_COLOR, " media=\"(prefers-color-scheme: dark)\"");
        };
    }

    private static String themeColor(String color, String media) {
        return "<meta name=\"theme-color\" content=\"" + color + "\"" + media + ">";
    }
}
