package live.weir.platform.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is on air. */
class HomeBrowserTest extends BrowserTest {

    private static final int ON_A_PAGE = 24;

    @AfterEach
    void goOffAir() {
        weir.backstage().everybodyGoesOffAir();
    }

    @Test
    void a_channel_on_air_is_on_the_home_page_and_says_so_on_its_own() {
        String handle = newHandle();
        Page page = newPerson(handle, BrowserSession.desktop());
        String stem = "air-" + handle.replace('_', '-');
        String slug = stem + "-0";
        // Not by its page: that would read the channel, and what is read is kept for a while.
        weir.backstage().makeChannels(handle, stem, 1);
        weir.backstage().goOnAir(slug, 12, 1234);
        awaitLive(page, "live => live.items.some(({ slug }) => slug === '" + slug + "')");

        BrowserSession.visit(page, weir.url("/"));
        assertThat(page.locator("li.card[data-slug='" + slug + "']").innerText())
                .contains("Channel 0", "1,234 viewers", "12 minutes ago");
        browser.assertNoComplaints();
        page.click("li.card[data-slug='" + slug + "'] a");
        page.waitForURL("**/c/" + slug);
        page.waitForSelector("weir-watch h1:has-text('Channel 0')");
    }

    @Test
    void more_channels_than_fit_come_on_demand_and_the_focus_goes_to_the_first_of_them() {
        String handle = newHandle();
        Page page = newPerson(handle, BrowserSession.desktop());
        String stem = "many-" + handle.replace('_', '-');
        int count = ON_A_PAGE + 3;
        weir.backstage().makeChannels(handle, stem, count);
        for (int i = 0; i < count; i++) {
            weir.backstage().goOnAir(stem + "-" + i, i + 1, i);
        }
        awaitLive(page, "live => live.nextCursor && live.items[0].slug === '" + stem + "-0'");

        BrowserSession.visit(page, weir.url("/"));
        assertThat(page.locator("li.card").count()).isEqualTo(ON_A_PAGE);
        page.click(".more button");
        BrowserSession.await(page, "document.querySelectorAll('li.card').length === " + count);
        BrowserSession.await(
                page, "first => document.activeElement.closest('li')?.dataset.slug === first", stem + "-" + ON_A_PAGE);
        assertThat(page.locator(".more").count()).isZero();
        browser.assertNoComplaints();
    }

    /** The list is served from memory for a moment. */
    private static void awaitLive(Page page, String condition) {
        BrowserSession.await(
                page,
                "() => fetch('/api/v1/live?limit=24').then(answer => answer.json()).then(" + condition
                        + ", () => false).then(Boolean)",
                "");
    }
}
