package live.weir.platform.bench;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import live.weir.platform.testing.Motion;

/** A host, a guest and viewers, each at the page that people use; two pictures are on the stage. */
final class StageCrowd {

    private static final int PICTURES = 2;

    private final Map<String, Page> people = new LinkedHashMap<>();
    private final Page host;

    private StageCrowd(Page host) {
        this.host = host;
    }

    /** Gives them when everybody sees both pictures move. */
    static StageCrowd gather(StageBrowser browser, Host owner, String slug, int viewers) {
        String base = owner.url("").replace("127.0.0.1", "localhost");
        Page host = browser.person(base + "/signin");
        owner.signIn(host);
        host.navigate(base + "/studio/" + slug);
        enter(host);
        host.click(".go-live");
        host.waitForSelector(".desk-bar[data-state=live]");
        StageCrowd crowd = new StageCrowd(host);
        crowd.people.put("host", host);
        crowd.people.put("guest", guest(browser, host));
        for (int i = 1; i <= viewers; i++) {
            crowd.people.put("viewer " + i, browser.person(base + "/c/" + slug));
        }
        crowd.people.values().forEach(Motion::watch);
        crowd.people.values().forEach(page -> StageBrowser.await(page, "() => window.moving === " + PICTURES));
        host.waitForTimeout(2000);
        crowd.forget();
        return crowd;
    }

    private static Page guest(StageBrowser browser, Page host) {
        host.click(".tile-head .button");
        host.click("dialog .primary");
        String link = host.inputValue("#invitation");
        host.click("dialog .primary");
        Page guest = browser.person(link);
        guest.fill("#name", "Grace");
        enter(guest);
        host.click(".person .primary");
        return guest;
    }

    private static void enter(Page page) {
        page.click("weir-green-room form > .button");
        page.waitForSelector(".desk-bar");
    }

    /** Pauses count from now on. */
    void forget() {
        people.values().forEach(Motion::forget);
    }

    void linger(Duration time) {
        host.waitForTimeout((double) time.toMillis());
    }

    /** Until everybody sees both pictures move again, or for so long at the most. */
    void awaitMotion(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        List<String> late = new ArrayList<>(people.keySet());
        while (!late.isEmpty() && System.nanoTime() - end < 0) {
            late.removeIf(name -> Motion.pictures(Objects.requireNonNull(people.get(name))) == PICTURES);
            host.waitForTimeout(50);
        }
    }

    void each(BiConsumer<String, Page> work) {
        people.forEach(work);
    }
}
