package live.weir.platform.web.ui;

import com.microsoft.playwright.Page;
import java.util.List;

/** What tests of the studio and of its audience have in common: people, doors, and pictures that move. */
abstract class StageBrowserTest extends BrowserTest {

    private static final List<String> LAYOUTS =
            List.of("grid", "speaker", "picture-in-picture", "side-by-side", "screen-and-faces");

    static final String ENTER = "weir-green-room form > .button";

    /** Videos on the stage whose pictures arrive and go on. */
    private static final String MOVING =
            "count => [...document.querySelectorAll('.shot video')].filter(video => video.videoWidth > 0"
                    + " && video.currentTime > 0.5 && !video.paused).length === count";

    /** An owner with a channel, in the green room; camera and microphone may be on their way. */
    Page owner(String slug) {
        Page page = newPerson(newHandle(), BrowserSession.desktop());
        createChannel(page, "Mill by the river", slug);
        BrowserSession.visit(page, url("/studio/" + slug));
        return page;
    }

    /** The owner at the desk. */
    Page host(String slug) {
        Page page = owner(slug);
        page.click(ENTER);
        page.waitForSelector(".desk-bar");
        return page;
    }

    Page hostOnAir(String slug) {
        Page page = host(slug);
        page.click(".go-live");
        page.waitForSelector(".desk-bar[data-state=live]");
        return page;
    }

    Page viewer(String slug) {
        return at("/c/" + slug, BrowserSession.desktop());
    }

    /** A link for one guest, as the host's page makes it. */
    static String invitation(Page host) {
        host.click(".tile-head .button");
        host.click("dialog .primary");
        String link = host.inputValue("#invitation");
        host.click("dialog .primary");
        return link;
    }

    /** Somebody without an account, backstage. */
    Page guest(String link, String name) {
        Page page = browser.visitor(BrowserSession.phone());
        BrowserSession.visit(page, link);
        page.fill("#name", name);
        page.click(ENTER);
        page.waitForSelector(".desk-bar");
        return page;
    }

    static void choose(Page host, String layout) {
        host.click(".layouts .segments label:nth-of-type(" + (LAYOUTS.indexOf(layout) + 1) + ")");
    }

    static void awaitPictures(Page page, int count) {
        BrowserSession.await(page, MOVING, count);
    }

    static String newSlug(String stem) {
        return stem + "-" + newHandle().replace('_', '-');
    }
}
