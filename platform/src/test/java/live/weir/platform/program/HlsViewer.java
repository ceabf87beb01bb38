package live.weir.platform.program;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import live.weir.platform.testing.HlsPage;
import live.weir.testing.InstalledChromium;

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
        HlsPage.fill(page);
        page.evaluate("url => play('viewer', url)", playlist);
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

    int height() {
        return (int) page.evaluate("() => seen('viewer').height");
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
