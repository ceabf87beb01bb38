package live.weir.platform.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import live.weir.testing.InstalledChromium;

/** A Chromium and the people in front of it; each has a profile of their own. Notes whatever the console complains of. */
final class BrowserSession implements AutoCloseable {

    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");
    private static final int PATIENCE = 30_000;

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private BrowserSession(Playwright playwright, Path executable) {
        this.playwright = playwright;
        this.browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(ARGUMENTS));
    }

    static BrowserSession open() {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new BrowserSession(playwright, InstalledChromium.executable());
    }

    static Browser.NewContextOptions desktop() {
        return calm().setViewportSize(1280, 800);
    }

    static Browser.NewContextOptions phone() {
        return calm().setViewportSize(390, 844).setHasTouch(true);
    }

    /** Pages drawn by the CPU and kept anew for each visitor cost more than all that is tested: who tests that asks for it. */
    private static Browser.NewContextOptions calm() {
        return new Browser.NewContextOptions()
                .setLocale("en-GB")
                .setReducedMotion(ReducedMotion.REDUCE)
                .setServiceWorkers(ServiceWorkerPolicy.BLOCK);
    }

    Page visitor(Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options);
        context.setDefaultTimeout(PATIENCE);
        Page page = context.newPage();
        page.onConsoleMessage(this::note);
        page.onPageError(complaints::add);
        return page;
    }

    private void note(ConsoleMessage message) {
        boolean ourDoing = message.text().equals("Service Worker registration blocked by Playwright");
        if (!ourDoing && List.of("error", "warning").contains(message.type())) {
            complaints.add(message.type() + ": " + message.text() + " at " + message.location());
        }
    }

    /** Playwright's own waiting compiles its condition inside the page, which our policy rightly forbids. */
    static void await(Page page, String condition, Object argument) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE);
        while (!Boolean.TRUE.equals(page.evaluate(condition, argument))) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Never came true: " + condition + " with " + argument);
            }
            page.waitForTimeout(20);
        }
    }

    static void await(Page page, String condition) {
        await(page, "() => " + condition, "");
    }

    /** Goes there and waits until the page itself, and not only its frame, is drawn. */
    static void visit(Page page, String url) {
        page.navigate(url);
        awaitPage(page);
    }

    static void awaitPage(Page page) {
        page.waitForSelector("main h1");
        page.waitForSelector(
                "main .skeleton", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.DETACHED));
    }

    /** CSP violations, script errors and failed requests all land here. */
    void assertNoComplaints() {
        assertThat(complaints).isEmpty();
    }

    /** Everybody leaves, and with them what they complained of. */
    void clear() {
        List.copyOf(browser.contexts()).forEach(BrowserContext::close);
        complaints.clear();
    }

    @Override
    public void close() {
        playwright.close();
    }
}
