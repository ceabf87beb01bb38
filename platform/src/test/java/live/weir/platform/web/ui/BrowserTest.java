package live.weir.platform.web.ui;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.util.concurrent.atomic.AtomicInteger;
import live.weir.platform.testing.OneBrowserAtATime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests by a browser against a running Weir. */
@ExtendWith({OneBrowserAtATime.class, OnePerRun.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserTest {

    static final String PASSWORD = "a quiet sentence";

    /** Handles of one run must not meet those of another run against the same Weir. */
    private static final String RUN = Long.toString(System.nanoTime() & 0xffffff, 36);

    private static final AtomicInteger PEOPLE = new AtomicInteger();

    @SuppressWarnings("NullAway.Init")
    protected RunningWeir weir;

    @SuppressWarnings("NullAway.Init")
    protected BrowserSession browser;

    void receive(RunningWeir running, BrowserSession shared) {
        weir = running;
        browser = shared;
    }

    @BeforeEach
    void forget() {
        browser.clear();
    }

    /** Where people go. */
    String url(String path) {
        return weir.url(path);
    }

    Page at(String path, Browser.NewContextOptions options) {
        Page page = browser.visitor(options);
        BrowserSession.visit(page, url(path));
        return page;
    }

    static String newHandle() {
        return "person_" + RUN + "_" + PEOPLE.incrementAndGet();
    }

    /** Signed up, and on the page of their channels. */
    Page newPerson(String handle, Browser.NewContextOptions options) {
        Page page = at("/signup", options);
        page.fill("#handle", handle);
        page.fill("#password", PASSWORD);
        page.click("main form button[type=submit]");
        page.waitForURL("**/channels");
        BrowserSession.awaitPage(page);
        return page;
    }

    /** Signed in, and on the home page. */
    Page signIn(String handle, Browser.NewContextOptions options) {
        Page page = at("/signin", options);
        page.fill("#handle", handle);
        page.fill("#password", PASSWORD);
        page.click("main form button[type=submit]");
        page.waitForSelector("#account-menu");
        return page;
    }

    static void createChannel(Page page, String title, String slug) {
        page.fill("#title", title);
        page.fill("#slug", slug);
        page.click("main form button[type=submit]");
        page.waitForURL("**/channels/" + slug);
        page.waitForSelector("#keyName");
    }
}
