package live.weir.platform.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The network goes away. */
class OfflineBrowserTest extends BrowserTest {

    @Test
    void the_shell_comes_up_without_a_network_and_the_api_is_never_answered_from_a_cache() {
        Page page = at("/", BrowserSession.desktop().setServiceWorkers(ServiceWorkerPolicy.ALLOW));
        page.evaluate("navigator.serviceWorker.ready.then(() => true)");
        BrowserSession.await(page, "navigator.serviceWorker.controller !== null");
        BrowserSession.visit(page, weir.url("/signup"));
        browser.assertNoComplaints();

        page.context().setOffline(true);
        page.navigate(weir.url("/signin"));
        page.waitForSelector("#password");
        assertThat(page.title()).isEqualTo("Sign in · Weir");
        page.waitForSelector(".offline p");
        assertThat(page.evaluate("fetch('/api/v1/live').then(() => 'answered', () => 'failed')"))
                .isEqualTo("failed");

        page.context().setOffline(false);
        page.evaluate("fetch('/api/v1/live').then(response => response.ok)");
        page.waitForSelector(".offline p", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.DETACHED));
    }

    @Test
    void what_is_kept_is_the_ui_and_nothing_else() {
        Page page = at("/", BrowserSession.desktop().setServiceWorkers(ServiceWorkerPolicy.ALLOW));
        page.evaluate("navigator.serviceWorker.ready.then(() => true)");
        Object kept = page.evaluate("""
                async () => {
                  const paths = [];
                  for (const name of await caches.keys())
                    for (const request of await (await caches.open(name)).keys()) paths.push(new URL(request.url).pathname);
                  return paths.filter(path => !path.startsWith('/ui/') && path !== '/');
                }""");
        assertThat(kept).isEqualTo(List.of());
    }
}
