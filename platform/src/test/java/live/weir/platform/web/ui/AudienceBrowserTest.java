package live.weir.platform.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A channel's owner looks at who watched. */
class AudienceBrowserTest extends BrowserTest {

    private static final String PANEL = "details:has(weir-audience)";
    private static final String FITS = "document.documentElement.scrollWidth <= innerWidth";

    @Test
    void the_owner_sees_the_curves_and_the_same_in_figures_and_as_a_table() {
        Page page = openedPanel(BrowserSession.desktop(), true);
        assertThat(page.inputValue("#audience-range")).isEqualTo("broadcast");
        assertThat(page.locator("weir-audience .figures").innerText()).contains("42", "310", "120");
        assertThat(page.locator(
                                "weir-audience .curve.by-stage, weir-audience .curve.by-hls, weir-audience .curve.by-chat")
                        .count())
                .as("three lines, each with its sample")
                .isEqualTo(6);
        assertThat(page.innerText("weir-audience")).contains("English words and emoji");
        picture(page, "desktop");

        page.hover("weir-audience .chart");
        page.waitForSelector("weir-audience .reading strong");
        picture(page, "desktop-pointed");
        page.click("weir-audience .as-table summary");
        page.waitForSelector("weir-audience .as-table tbody th");
        assertThat(page.locator("weir-audience .as-table thead th").count()).isEqualTo(8);

        page.selectOption("#audience-range", "day");
        page.waitForSelector("weir-audience .figures");
        assertThat(page.innerText("weir-audience .figures")).contains("310");
        picture(page, "desktop-day");
        page.selectOption("#audience-range", "month");
        page.waitForSelector("weir-audience .figures");
        picture(page, "desktop-month");
        browser.assertNoComplaints();
    }

    @Test
    void on_a_phone_and_in_the_dark_it_fits() {
        Page page = openedPanel(
                BrowserSession.phone().setColorScheme(ColorScheme.DARK).setLocale("de"), true);
        assertThat(page.innerText("weir-audience")).contains("An der Bühne");
        picture(page, "phone-dark");
        page.selectOption("#audience-range", "day");
        page.waitForSelector("weir-audience .figures");
        picture(page, "phone-dark-day");
        BrowserSession.await(page, FITS);
        page.click("weir-audience .as-table summary");
        page.waitForSelector("weir-audience .as-table tbody th");
        picture(page, "phone-table");
        BrowserSession.await(page, FITS);
        browser.assertNoComplaints();
    }

    @Test
    void where_nobody_was_it_says_so() {
        Page page = openedPanel(BrowserSession.phone(), false);
        page.waitForSelector("weir-audience .hush");
        assertThat(page.innerText("weir-audience .hush")).contains("Nobody was here");
        assertThat(page.locator("#audience-range option[value=broadcast]").count())
                .as("there was no broadcast")
                .isZero();
        picture(page, "phone-empty");
        browser.assertNoComplaints();
    }

    private Page openedPanel(Browser.NewContextOptions options, boolean filled) {
        String handle = newHandle();
        String slug = handle.replace('_', '-') + "-0";
        Page page = newPerson(handle, options);
        weir.backstage().makeChannels(handle, handle.replace('_', '-'), 1);
        if (filled) {
            weir.backstage().fillAudience(slug, 190);
            weir.backstage().goOnAir(slug, 180, 42);
        }
        BrowserSession.visit(page, url("/channels/" + slug));
        page.click("details.fold:has(h2:text-matches('Audience|Publikum')) > summary");
        page.waitForSelector(
                "weir-audience .chart-waits",
                new Page.WaitForSelectorOptions().setState(WaitForSelectorState.DETACHED));
        page.waitForSelector(filled ? "weir-audience .chart" : "weir-audience .hush");
        return page;
    }

    private static void picture(Page page, String name) {
        page.locator(PANEL)
                .screenshot(new Locator.ScreenshotOptions()
                        .setPath(Path.of("target", "screens", "audience-" + name + ".png")));
    }
}
