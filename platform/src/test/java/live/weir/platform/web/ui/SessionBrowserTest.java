package live.weir.platform.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Staying signed in, on as many tabs and devices as one likes, and being signed out. */
class SessionBrowserTest extends BrowserTest {

    private static final String SESSION =
            "import(document.querySelector('link[href$=\"core/session.js\"]').href).then(({ session }) => session.refresh())";

    @Test
    void a_reload_keeps_the_session_and_a_second_tab_shares_it() {
        Page page = newPerson(newHandle(), BrowserSession.desktop());
        page.reload();
        page.waitForSelector("#account-menu");
        Page other = page.context().newPage();
        BrowserSession.visit(other, weir.url("/channels"));
        other.click("#account-menu > button");
        other.click("#account-menu button.menu-link");
        page.waitForSelector(".bar-signin");
        browser.assertNoComplaints();
    }

    @Test
    void two_tabs_that_renew_the_session_at_the_same_moment_both_stay_signed_in() {
        Page page = newPerson(newHandle(), BrowserSession.desktop());
        Page other = page.context().newPage();
        BrowserSession.visit(other, weir.url("/channels"));
        List<Page> tabs = List.of(page, other);
        for (int round = 0; round < 3; round++) {
            tabs.forEach(tab -> tab.evaluate("() => { window.renewed = " + SESSION + "; }"));
            tabs.forEach(tab -> assertThat(tab.evaluate("() => window.renewed")).isEqualTo(true));
        }
        tabs.forEach(tab -> tab.reload(new Page.ReloadOptions().setWaitUntil(WaitUntilState.COMMIT)));
        tabs.forEach(tab -> tab.waitForSelector("#account-menu"));
        browser.assertNoComplaints();
    }

    @Test
    void a_page_reloaded_in_the_middle_of_renewing_its_session_stays_signed_in() {
        Page page = newPerson(newHandle(), BrowserSession.desktop());
        for (int round = 0; round < 3; round++) {
            page.waitForRequest(
                    "**/sessions/refresh",
                    () -> page.reload(new Page.ReloadOptions().setWaitUntil(WaitUntilState.COMMIT)));
        }
        page.waitForSelector("#account-menu");
        assertThat(page.locator(".bar-signin").count()).isZero();
    }

    @Test
    void a_device_left_somewhere_is_signed_out_from_here() {
        String handle = newHandle();
        Page here = newPerson(handle, BrowserSession.desktop());
        Page elsewhere = signIn(handle, BrowserSession.phone());
        BrowserSession.visit(here, weir.url("/account"));
        here.waitForSelector("weir-sessions li:nth-child(2)");
        assertThat(here.locator("weir-sessions li button").count())
                .as("not this device")
                .isEqualTo(1);
        here.click("weir-sessions li button");
        BrowserSession.await(here, "document.querySelectorAll('weir-sessions li').length === 1");
        browser.assertNoComplaints();

        BrowserSession.visit(elsewhere, weir.url("/"));
        elsewhere.waitForSelector(".bar-signin");
        here.reload();
        here.waitForSelector("#account-menu");
    }
}
