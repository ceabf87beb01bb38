package live.weir.platform.program;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import live.weir.platform.testing.HlsPage;
import live.weir.testing.InstalledChromium;
import org.jspecify.annotations.Nullable;

/** A Chromium that plays HLS in low latency, and reads the time from the pictures that it shows. */
final class HlsViewer implements AutoCloseable {

    private static final double PATIENCE = 60_000;

    private final Playwright playwright;
    private final Browser browser;
    private final Page page;

    private HlsViewer(Playwright playwright, Browser browser, Page page) {
        this.playwright = playwright;
        this.browser = browser;
        this.page = page;
    }

    static HlsViewer open(String playlist) throws IOException {
        return open(page -> {
            HlsPage.fill(page);
            page.evaluate("url => play('viewer', url)", playlist);
        });
    }

    /**
     * By the browser's own means, or by dash.js.
     *
     * @param library dash.js, as one script
     */
    static HlsViewer openDash(String manifest, @Nullable Path library) throws IOException {
        return open(page -> {
            HlsPage.fillWith(page, library);
            page.evaluate(
                    library == null ? "url => void playManifest('viewer', url)" : "url => playDash('viewer', url)",
                    manifest);
        });
    }

    private interface Filler {
        void fill(Page page) throws IOException;
    }

    private static HlsViewer open(Filler filler) throws IOException {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(InstalledChromium.executable())
                        .setArgs(List.of(
                                "--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required")));
        Page page = browser.newPage();
        page.setDefaultTimeout(PATIENCE);
        filler.fill(page);
        return new HlsViewer(playwright, browser, page);
    }

    /** Pictures that show the time. */
    void awaitClocks(int count) {
        page.waitForFunction("count => seen('viewer').delays.length >= count", count);
    }

    /** As {@link #awaitClocks}, counted from now on. */
    void awaitNewClocks(int count) {
        page.evaluate("() => forget('viewer')");
        awaitClocks(count);
    }

    /** What hls.js complained of. */
    List<?> errors() {
        return (List<?>) page.evaluate("() => seen('viewer').errors");
    }

    /** How far behind the pictures that are shown are, by the clock in them: the middle one, in milliseconds. */
    double delay() {
        return ((Number) page.evaluate(
                        "() => [...seen('viewer').delays].sort((a, b) => a - b)[seen('viewer').delays.length >> 1]"))
                .doubleValue();
    }

    /** What is known of it, to be told to people. */
    Object seen() {
        return page.evaluate("() => ({ ...seen('viewer'), delays: undefined })");
    }

    /** Until the player has learnt that nothing more will come. */
    void awaitNewsOfTheEnd() {
        page.waitForFunction("() => seen('viewer').static");
    }

    void forget() {
        page.evaluate("() => forget('viewer')");
    }

    int height() {
        return (int) page.evaluate("() => seen('viewer').height");
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
