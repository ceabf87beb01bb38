package live.weir.platform.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every page owes to readers with a keyboard, a screen reader, or tired eyes. */
class AccessibilityBrowserTest extends BrowserTest {

    /** Each line is one complaint; none is right. */
    private static final String COMPLAINTS = """
            () => {
              const wrong = [];
              const all = selector => [...document.querySelectorAll(selector)];
              const shown = element => element.checkVisibility() && !element.closest('[aria-hidden=true]');
              const name = element => (element.getAttribute('aria-label') ?? '') + element.innerText
                + [...(element.labels ?? [])].map(label => label.innerText).join('');
              if (all('h1').length !== 1) wrong.push(`${all('h1').length} h1`);
              for (const landmark of ['header', 'main', 'footer']) if (all(landmark).length !== 1) wrong.push(`no single ${landmark}`);
              if (!document.documentElement.lang) wrong.push('no language');
              for (const nav of all('nav')) if (!nav.ariaLabel) wrong.push('a nav without a name');
              for (const field of all('input, select, textarea')) {
                if (shown(field) && !name(field).trim()) wrong.push(`no label: ${field.outerHTML}`);
                for (const id of (field.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean))
                  if (!document.getElementById(id)) wrong.push(`described by nothing: ${id}`);
              }
              for (const control of all('a[href], button')) if (shown(control) && !name(control).trim()) wrong.push(`no name: ${control.outerHTML}`);
              for (const picture of all('img:not([alt]), svg:not([aria-hidden])')) wrong.push(`no text: ${picture.outerHTML}`);
              const ids = all('[id]').map(element => element.id);
              for (const id of ids.filter((id, i) => ids.indexOf(id) !== i)) wrong.push(`twice: ${id}`);
              for (const target of all('button, .button, .menu-link, select, input:not([type=radio]):not(.sr)')) {
                const { width, height } = target.getBoundingClientRect();
                if (shown(target) && (width < 24 || height < 24)) wrong.push(`small: ${target.outerHTML}`);
              }
              return wrong;
            }""";

    private static final String CONTRAST = """
            ([front, back]) => {
              const probe = document.createElement('canvas').getContext('2d');
              const luminance = token => {
                probe.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(token).trim();
                const value = probe.fillStyle;
                const [r, g, b] = [1, 3, 5].map(at => parseInt(value.slice(at, at + 2), 16) / 255)
                  .map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              const [light, dark] = [luminance(front), luminance(back)].sort((a, b) => b - a);
              return (light + 0.05) / (dark + 0.05);
            }""";

    private static final List<List<String>> TEXT_PAIRS = List.of(
            List.of("--ink", "--ground"),
            List.of("--ink", "--raised"),
            List.of("--ink", "--sunken"),
            List.of("--ink-soft", "--ground"),
            List.of("--ink-soft", "--raised"),
            List.of("--ink-soft", "--sunken"),
            List.of("--link", "--ground"),
            List.of("--link", "--raised"),
            List.of("--link", "--current-tint"),
            List.of("--on-current", "--current"),
            List.of("--on-current", "--current-deep"),
            List.of("--on-live", "--live"),
            List.of("--good", "--raised"),
            List.of("--good", "--good-tint"),
            List.of("--warn", "--warn-tint"),
            List.of("--bad", "--ground"),
            List.of("--bad", "--raised"),
            List.of("--bad", "--bad-tint"),
            List.of("--on-bad", "--bad"));

    /** Borders of fields and the focus ring (WCAG 2.2 §1.4.11). */
    private static final List<List<String>> SHAPE_PAIRS = List.of(
            List.of("--line-strong", "--ground"),
            List.of("--line-strong", "--raised"),
            List.of("--focus", "--ground"),
            List.of("--focus", "--raised"),
            List.of("--spark", "--ground"));

    @Test
    void pages_for_everybody_are_in_order() {
        Page page = browser.visitor(BrowserSession.desktop());
        for (String path : List.of("/", "/signup", "/signin", "/setup", "/nowhere", "/c/no-such-channel")) {
            assertInOrder(page, path);
        }
    }

    @Test
    void pages_of_an_account_are_in_order() {
        String handle = newHandle();
        Page page = newPerson(handle, BrowserSession.phone());
        String slug = "order-" + handle.replace('_', '-');
        createChannel(page, "In order", slug);
        page.click("weir-stream-keys form button");
        page.waitForSelector("#stream-key");
        assertThat(page.evaluate(COMPLAINTS)).as("the dialog").isEqualTo(List.of());
        page.click("dialog .primary");
        for (String path :
                List.of("/channels", "/channels/" + slug, "/c/" + slug, "/studio/" + slug, "/account", "/ops")) {
            assertInOrder(page, path);
        }
    }

    private void assertInOrder(Page page, String path) {
        BrowserSession.visit(page, weir.url(path));
        assertThat(page.evaluate(COMPLAINTS)).as(path).isEqualTo(List.of());
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void colours_can_be_told_apart(ColorScheme scheme) {
        Page page = at("/", BrowserSession.desktop().setColorScheme(scheme));
        for (List<String> pair : TEXT_PAIRS) {
            assertThat((double) page.evaluate(CONTRAST, pair))
                    .as("%s %s", scheme, pair)
                    .isGreaterThanOrEqualTo(4.5);
        }
        for (List<String> pair : SHAPE_PAIRS) {
            assertThat((double) page.evaluate(CONTRAST, pair))
                    .as("%s %s", scheme, pair)
                    .isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void a_new_page_is_announced_and_takes_the_focus() {
        Page page = at("/", BrowserSession.desktop());
        page.click(".bar-signin");
        BrowserSession.await(page, "document.activeElement.tagName === 'H1'");
        String title = page.title();
        BrowserSession.await(
                page,
                "title => [...document.querySelectorAll('[aria-live]')].some(region => region.innerText === title)",
                title);
        page.goBack();
        BrowserSession.await(page, "location.pathname === '/' && document.activeElement.tagName === 'H1'");
        browser.assertNoComplaints();
    }
}
