package live.weir.platform.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Languages, light and dark, small and large. */
class LooksBrowserTest extends BrowserTest {

    private static final String GROUND = "getComputedStyle(document.documentElement).backgroundColor";

    private static final String WATCH_SHIFTS = "window.shifted = 0; new PerformanceObserver(list => {"
            + " for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;"
            + " }).observe({ type: 'layout-shift', buffered: true });";

    static List<String> languages() {
        return Messages.LANGUAGES;
    }

    @ParameterizedTest
    @MethodSource("languages")
    void each_language_is_there_from_the_first_byte_and_by_the_switch(String language) throws IOException {
        Messages messages = new Messages(
                UiFiles.read(WebLibraries.read()), JsonMapper.builder().build());
        String title = messages.text(language, "title.signup", Map.of());
        String heading = messages.text(language, "signup.heading", Map.of());

        Page page = at("/signup", BrowserSession.desktop());
        page.click("#preferences > button");
        page.selectOption("#language", language);
        BrowserSession.await(page, "language => document.documentElement.lang === language", language);
        BrowserSession.await(page, "heading => document.querySelector('h1').innerText === heading", heading);
        assertThat(page.title()).isEqualTo(title);
        page.reload();
        BrowserSession.awaitPage(page);
        assertThat(page.innerText("h1")).isEqualTo(heading);

        Page asked = at("/signup", BrowserSession.desktop().setLocale(language));
        assertThat(asked.getAttribute("html", "lang")).isEqualTo(language);
        assertThat(asked.title()).isEqualTo(title);
        browser.assertNoComplaints();
    }

    @Test
    void the_device_decides_between_light_and_dark_until_the_reader_does() {
        Page page = at("/", BrowserSession.desktop().setColorScheme(ColorScheme.DARK));
        String dark = (String) page.evaluate(GROUND);
        page.click("#preferences > button");
        page.check("input[value=light]");
        BrowserSession.await(page, "dark => " + GROUND + " !== dark", dark);
        String light = (String) page.evaluate(GROUND);
        page.reload();
        BrowserSession.awaitPage(page);
        assertThat(page.evaluate(GROUND)).as("chosen once, kept").isEqualTo(light);
        assertThat(page.getAttribute("html", "data-theme")).isEqualTo("light");
        browser.assertNoComplaints();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void no_page_is_wider_than_its_window(boolean small) {
        String handle = newHandle();
        Page page = newPerson(handle, small ? BrowserSession.phone() : BrowserSession.desktop());
        String slug = "wide-" + handle.replace('_', '-');
        createChannel(page, "A rather long title that has to find its place on a telephone as well", slug);
        for (String path :
                List.of("/", "/channels", "/channels/" + slug, "/account", "/c/" + slug, "/studio/" + slug, "/ops")) {
            BrowserSession.visit(page, weir.url(path));
            assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .asInstanceOf(InstanceOfAssertFactories.INTEGER)
                    .as(path)
                    .isLessThanOrEqualTo(0);
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void long_words_fit_on_a_telephone_in_every_language(String language) {
        Page page = browser.visitor(BrowserSession.phone().setLocale(language));
        for (String path : List.of("/", "/signup", "/signin", "/setup")) {
            BrowserSession.visit(page, weir.url(path));
            assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .asInstanceOf(InstanceOfAssertFactories.INTEGER)
                    .as(path)
                    .isLessThanOrEqualTo(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/signup", "/signin", "/setup"})
    void nothing_jumps_while_a_page_comes_up(String path) {
        for (Browser.NewContextOptions options : List.of(BrowserSession.desktop(), BrowserSession.phone())) {
            assertSettlesCalmly(browser.visitor(options.setReducedMotion(ReducedMotion.NO_PREFERENCE)), path);
        }
        browser.assertNoComplaints();
    }

    @Test
    void nothing_jumps_for_somebody_who_is_signed_in() {
        String handle = newHandle();
        Page page = newPerson(handle, BrowserSession.desktop().setReducedMotion(ReducedMotion.NO_PREFERENCE));
        String slug = "calm-" + handle.replace('_', '-');
        createChannel(page, "Calm", slug);
        for (String path : List.of("/", "/c/" + slug, "/channels", "/channels/" + slug, "/account")) {
            assertSettlesCalmly(page, path);
        }
    }

    private void assertSettlesCalmly(Page page, String path) {
        page.addInitScript(WATCH_SHIFTS);
        BrowserSession.visit(page, weir.url(path));
        page.waitForLoadState(LoadState.NETWORKIDLE);
        assertThat(((Number) page.evaluate("window.shifted")).doubleValue())
                .as(path)
                .isLessThan(0.02);
    }
}
