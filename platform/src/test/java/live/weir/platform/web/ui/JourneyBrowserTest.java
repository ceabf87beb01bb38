package live.weir.platform.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people come to do. */
class JourneyBrowserTest extends BrowserTest {

    @Test
    void a_newcomer_signs_up_opens_a_channel_and_takes_a_stream_key_home() {
        String handle = newHandle();
        Page page = newPerson(handle, BrowserSession.desktop());
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        page.fill("#title", "Mühle am Fluss!");
        assertThat(page.inputValue("#slug")).isEqualTo("muhle-am-fluss");
        createChannel(page, "Mill by the river", "mill-" + handle.replace('_', '-'));

        page.fill("#keyName", "studio PC");
        page.click("weir-stream-keys form button");
        String key = page.inputValue("#stream-key");
        page.click("dialog .input button");
        page.waitForSelector(".toast");
        assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(key);
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog[open]").isVisible())
                .as("a stray Escape must not lose the key")
                .isTrue();
        page.click("dialog .primary");

        assertThat(page.locator("weir-stream-keys li").innerText())
                .contains("studio PC", key.substring(key.length() - 4));
        page.reload();
        page.waitForSelector("weir-stream-keys li");
        assertThat(page.content()).doesNotContain(key);
        browser.assertNoComplaints();
    }

    @Test
    void renewing_a_key_shows_the_new_one_and_revoking_it_empties_the_list() {
        String handle = newHandle();
        Page page = newPerson(handle, BrowserSession.desktop());
        createChannel(page, "Keys", "keys-" + handle.replace('_', '-'));
        page.click("weir-stream-keys form button");
        String first = page.inputValue("#stream-key");
        page.click("dialog .primary");
        page.click("weir-stream-keys li button >> nth=0");
        page.click("dialog .danger");
        assertThat(page.inputValue("#stream-key")).isNotEqualTo(first);
        page.click("dialog .primary");
        page.click("weir-stream-keys li button >> nth=1");
        page.click("dialog .danger");
        page.waitForSelector("weir-stream-keys .hush");
        browser.assertNoComplaints();
    }

    @Test
    void deleting_a_channel_takes_its_name_typed_in_full() {
        String handle = newHandle();
        Page page = newPerson(handle, BrowserSession.desktop());
        String slug = "gone-" + handle.replace('_', '-');
        createChannel(page, "Soon gone", slug);
        page.click(".panel.edge button");
        page.fill("#confirmation", "gone");
        page.click("dialog .danger");
        assertThat(page.getAttribute("#confirmation", "aria-invalid")).isEqualTo("true");
        page.fill("#confirmation", slug);
        page.click("dialog .danger");
        page.waitForURL("**/channels");
        browser.assertNoComplaints();
    }

    @Test
    void signing_out_closes_the_door_and_signing_in_leads_back_to_where_one_was_going() {
        String handle = newHandle();
        Page page = newPerson(handle, BrowserSession.desktop());
        page.click("#account-menu > button");
        page.click("#account-menu button.menu-link");
        page.waitForSelector(".bar-signin");
        page.navigate(weir.url("/account"));
        page.waitForURL("**/signin?next=%2Faccount");
        page.fill("#handle", handle);
        page.fill("#password", PASSWORD);
        page.click("main form button[type=submit]");
        page.waitForURL("**/account");
        page.waitForSelector("#displayName");
        browser.assertNoComplaints();
    }

    @Test
    void what_is_wrong_stands_at_its_field_and_the_first_such_field_has_the_focus() {
        Page page = at("/signup", BrowserSession.desktop());
        page.fill("#handle", "No spaces");
        page.click("main form button[type=submit]");
        assertThat(page.locator("#handle-note").innerText()).contains("3–30");
        assertThat(page.locator("#password-note").innerText()).contains("10–128");
        assertThat(page.evaluate("document.activeElement.id")).isEqualTo("handle");
        browser.assertNoComplaints();

        page.fill("#handle", newHandle());
        page.fill("#password", "password12345");
        page.click("main form button[type=submit]");
        Locator note = page.locator("#password-note.wrong");
        note.waitFor();
        assertThat(note.innerText())
                .as("the server's word, at the field its pointer names")
                .isNotBlank();
        assertThat(page.evaluate("document.activeElement.id")).isEqualTo("password");
    }

    @Test
    void a_handle_that_is_taken_is_said_at_the_handle() {
        String handle = newHandle();
        newPerson(handle, BrowserSession.desktop());
        Page page = at("/signup", BrowserSession.desktop());
        page.fill("#handle", handle);
        page.fill("#password", PASSWORD);
        page.click("main form button[type=submit]");
        page.locator("#handle-note.wrong").waitFor();
        assertThat(page.evaluate("document.activeElement.id")).isEqualTo("handle");
    }

    @Test
    void a_sign_up_needs_no_mouse() {
        String handle = newHandle();
        Page page = at("/", BrowserSession.desktop());
        page.keyboard().press("Tab");
        assertThat(page.evaluate("document.activeElement.className")).isEqualTo("skip");
        tabTo(page, "a[href='/signup']");
        page.keyboard().press("Enter");
        page.waitForURL("**/signup");
        BrowserSession.awaitPage(page);
        BrowserSession.await(page, "document.activeElement.tagName === 'H1'");
        tabTo(page, "#handle");
        page.keyboard().type(handle);
        tabTo(page, "#password");
        page.keyboard().type(PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL("**/channels");
        browser.assertNoComplaints();
    }

    private static void tabTo(Page page, String selector) {
        for (int steps = 0; steps < 30; steps++) {
            if ((boolean) page.evaluate("selector => document.activeElement.matches(selector)", selector)) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("The Tab key does not lead to " + selector);
    }
}
