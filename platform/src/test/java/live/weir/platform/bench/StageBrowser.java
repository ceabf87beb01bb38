package live.weir.platform.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import live.weir.testing.InstalledChromium;

/** A Chromium that publishes and watches, with pages from the class path. */
final class StageBrowser implements AutoCloseable {

    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-background-timer-throttling",
            "--disable-backgrounding-occluded-windows",
            "--disable-renderer-backgrounding",
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            "--autoplay-policy=no-user-gesture-required",
            "--allow-loopback-in-peer-connection",
            "--disable-features=WebRtcHideLocalIpsWithMdns,LocalNetworkAccessChecks");
    private static final long PATIENCE_SECONDS = 60;

    private final Playwright playwright;
    private final Browser browser;

    private StageBrowser(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static StageBrowser open() {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(InstalledChromium.executable())
                        .setArgs(ARGUMENTS));
        return new StageBrowser(playwright, browser);
    }

    /** A page from the class path. */
    Page page(String resource) {
        Page page = blank();
        page.setContent(text(resource));
        return page;
    }

    /** Somebody with a camera, at an address. */
    Page person(String url) {
        Page page = blank();
        page.navigate(url);
        return page;
    }

    private Page blank() {
        Page page = browser.newContext(new Browser.NewContextOptions().setPermissions(List.of("camera", "microphone")))
                .newPage();
        page.setDefaultTimeout(1000.0 * PATIENCE_SECONDS);
        page.onPageError(error -> System.err.println("The page: " + error));
        return page;
    }

    static void await(Page page, String condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Boolean.TRUE.equals(page.evaluate(condition))) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Never came true: " + condition);
            }
            page.waitForTimeout(20);
        }
    }

    private static String text(String resource) {
        try (InputStream in = Objects.requireNonNull(StageBrowser.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
