package live.weir.platform.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One's own account, and what the node answers when it cannot do as it is told. */
class AccountBrowserTest extends BrowserTest {

    private static final String NEW_PASSWORD = "another quiet sentence";

    @Test
    void a_wrong_password_is_said_at_its_field_and_costs_neither_the_session_nor_a_second_guess() {
        Page page = newPerson(newHandle(), BrowserSession.desktop());
        BrowserSession.visit(page, weir.url("/account"));
        page.fill("#currentPassword", "not my password");
        page.fill("#newPassword", NEW_PASSWORD);
        page.click("weir-account form:has(#newPassword) button[type=submit]");
        page.waitForSelector("#currentPassword-note.wrong");
        assertThat(page.innerText("#currentPassword-note")).isEqualTo("This is not your current password.");
        assertThat(page.locator("#account-menu").isVisible()).isTrue();

        page.fill("#currentPassword", PASSWORD);
        page.click("weir-account form:has(#newPassword) button[type=submit]");
        page.waitForSelector(".toast");
        assertThat(page.inputValue("#newPassword")).isEmpty();
    }

    @Test
    void an_account_is_deleted_by_whoever_knows_its_password() {
        String handle = newHandle();
        Page page = newPerson(handle, BrowserSession.desktop());
        BrowserSession.visit(page, weir.url("/account"));
        page.click(".panel.edge button");
        page.fill("dialog #password", "not my password");
        page.click("dialog .danger");
        page.waitForSelector("dialog #password-note.wrong");
        page.fill("dialog #password", PASSWORD);
        page.click("dialog .danger");
        page.waitForSelector(".bar-signin");

        BrowserSession.visit(page, weir.url("/signin"));
        enter(page, handle, PASSWORD);
        assertThat(page.innerText("main [role=alert]")).isEqualTo("The handle or the password is not right.");
    }

    @Test
    void whoever_keeps_guessing_is_told_how_long_to_wait() {
        String handle = newHandle();
        newPerson(handle, BrowserSession.desktop());
        Page page = at("/signin", BrowserSession.phone());
        String said = "";
        for (int guesses = 0; guesses < 12 && !said.contains("Please try again in"); guesses++) {
            page.waitForResponse("**/api/v1/sessions", () -> enter(page, handle, "guess after guess"));
            said = page.innerText("main [role=alert]");
        }
        assertThat(said).matches("That was a lot at once\\. Please try again in \\d+ s\\.");
    }

    @Test
    void a_node_that_is_busy_is_quoted_with_its_patience() {
        Page page = newPerson(newHandle(), BrowserSession.desktop());
        page.route("**/api/v1/channels", AccountBrowserTest::busy);
        page.fill("#title", "Later");
        page.fill("#slug", "later");
        page.click("main form button[type=submit]");
        assertThat(page.innerText("main [role=alert]")).contains("The service is busy. Please try again in 7 s.");
        assertThat(page.inputValue("#title")).as("nothing is lost").isEqualTo("Later");
    }

    private static void enter(Page page, String handle, String password) {
        page.fill("#handle", handle);
        page.fill("#password", password);
        page.click("main form button[type=submit]");
        page.waitForSelector("main form button[type=submit]:not([aria-disabled=true])");
    }

    private static void busy(Route route) {
        route.fulfill(
                new Route.FulfillOptions()
                        .setStatus(503)
                        .setHeaders(Map.of("Retry-After", "7", "Content-Type", "application/problem+json"))
                        .setBody(
                                "{\"type\":\"urn:weir:problem:dependency-unavailable\",\"title\":\"Unavailable\",\"status\":503}"));
    }
}
