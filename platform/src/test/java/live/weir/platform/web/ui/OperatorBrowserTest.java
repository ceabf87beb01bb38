package live.weir.platform.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** Taking charge of a node and looking after it. */
class OperatorBrowserTest extends BrowserTest {

    @Test
    void whoever_has_the_link_from_the_console_takes_charge_and_sees_how_the_node_is() {
        weir.backstage().forgetAdministrators();
        Page page = browser.visitor(BrowserSession.desktop());
        BrowserSession.visit(page, weir.setupLink());
        assertThat(page.inputValue("#token")).isNotBlank();
        page.fill("#handle", newHandle());
        page.fill("#password", PASSWORD);
        page.click("main form button[type=submit]");

        page.waitForURL("**/ops");
        page.waitForSelector("section[aria-labelledby=guards] .tile");
        assertThat(page.locator("section[aria-labelledby=guards] h3").allInnerTexts())
                .contains("postgres", "redis");
        assertThat(page.innerText("section[aria-labelledby=nodes]")).contains("This node");
        assertThat(page.locator("section[aria-labelledby=components] .tile").count())
                .isPositive();
        assertThat(page.innerText("weir-ops")).doesNotContain("undefined", "[object", "NaN");
        page.waitForSelector(".places a[href='/ops']");
        browser.assertNoComplaints();

        Page late = at("/setup", BrowserSession.desktop());
        assertThat(late.innerText("h1")).isEqualTo("Already set up");
    }

    @Test
    void everybody_else_finds_the_gate_closed() {
        Page page = newPerson(newHandle(), BrowserSession.desktop());
        BrowserSession.visit(page, weir.url("/ops"));
        assertThat(page.innerText("h1")).isEqualTo("This gate is closed");
        browser.assertNoComplaints();
    }
}
