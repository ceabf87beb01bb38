package live.weir.platform.testing;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** A page that plays HLS by hls.js as our own pages do, or DASH, and reads the demo's clock from what is shown. */
public final class HlsPage {

    private static final String PAGE = "/bench/hls.html";
    private static final String LIBRARY = "classpath*:META-INF/resources/webjars/hls.js/*/dist/hls.min.js";

    private HlsPage() {}

    public static void fill(Page page) throws IOException {
        empty(page);
        addPlayer(page);
    }

    /** To a page that has our own part of it already. */
    public static void addPlayer(Page page) throws IOException {
        try (InputStream in = new PathMatchingResourcePatternResolver().getResources(LIBRARY)[0].getInputStream()) {
            page.addScriptTag(new Page.AddScriptTagOptions().setContent(text(in)));
        }
    }

    /** @param library of the player: dash.js is no part of what we deliver, and whoever tests with it brings it */
    public static void fillWith(Page page, @Nullable Path library) throws IOException {
        empty(page);
        if (library != null) {
            page.addScriptTag(new Page.AddScriptTagOptions().setPath(library));
        }
    }

    private static void empty(Page page) throws IOException {
        try (InputStream in = Objects.requireNonNull(HlsPage.class.getResourceAsStream(PAGE))) {
            page.setContent(text(in));
        }
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
