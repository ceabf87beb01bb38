package live.weir.platform.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Watching a stage: from the offline page to the picture and back, whatever happens on the way. */
class WatchBrowserTest extends StageBrowserTest {

    @Test
    void the_page_of_a_quiet_channel_becomes_the_picture_by_itself() {
        String slug = newSlug("quiet");
        Page host = host(slug);
        Page viewer = viewer(slug);
        viewer.waitForSelector("[data-phase=idle]");
        host.click(".go-live");
        viewer.waitForSelector("[data-phase=live]");
        awaitPictures(viewer, 1);
        viewer.waitForSelector(".badges .on-air");
        host.click(".desk-bar .danger");
        host.click("dialog .danger");
        viewer.waitForSelector("[data-phase=ended], [data-phase=idle]");
        browser.assertNoComplaints();
    }

    @Test
    void a_lost_socket_is_opened_again_and_the_picture_goes_on() {
        String slug = newSlug("lost");
        hostOnAir(slug);
        List<WebSocketRoute> sockets = new CopyOnWriteArrayList<>();
        Page viewer = browser.visitor(BrowserSession.desktop());
        viewer.routeWebSocket("**/ws/stage/*", socket -> {
            socket.connectToServer();
            sockets.add(socket);
        });
        BrowserSession.visit(viewer, weir.url("/c/" + slug));
        awaitPictures(viewer, 1);
        sockets.get(0).close(new WebSocketRoute.CloseOptions().setCode(1012));
        BrowserSession.await(viewer, "document.querySelector('.badges .spinner') === null");
        awaitPictures(viewer, 1);
        for (int turns = 0; sockets.size() < 2 && turns < 500; turns++) {
            viewer.waitForTimeout(20);
        }
        assertThat(sockets).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void sound_only_takes_the_picture_away_and_automatic_brings_it_back() {
        String slug = newSlug("sound");
        hostOnAir(slug);
        Page viewer = viewer(slug);
        awaitPictures(viewer, 1);
        viewer.hover(".stage");
        viewer.click("#quality > button");
        viewer.click("#quality-panel label:last-of-type");
        BrowserSession.await(viewer, "document.querySelector('.shot video') === null");
        viewer.hover(".stage");
        viewer.click("#quality > button");
        viewer.click("#quality-panel label:first-of-type");
        awaitPictures(viewer, 1);
    }

    @Test
    void viewers_are_counted() {
        String slug = newSlug("count");
        Page host = hostOnAir(slug);
        viewer(slug);
        viewer(slug);
        BrowserSession.await(host, "document.querySelector('.desk-bar .audience').innerText.startsWith('2')");
    }

    @Test
    void the_offline_page_says_when_there_is_something_to_see() {
        String slug = newSlug("next");
        Page owner = owner(slug);
        BrowserSession.visit(owner, weir.url("/channels/" + slug));
        owner.fill("#nextBroadcastAt", "2099-05-01T20:00");
        owner.click("section[aria-labelledby=about-channel] button[type=submit]");
        owner.waitForSelector(".toast");
        Page viewer = viewer(slug);
        assertThat(viewer.locator(".next").innerText()).contains("May");
    }

    @Test
    void figures_are_there_for_whoever_asks() {
        String slug = newSlug("figures");
        hostOnAir(slug);
        Page viewer = viewer(slug);
        awaitPictures(viewer, 1);
        viewer.hover(".stage");
        viewer.click(".controls [aria-pressed]");
        viewer.waitForSelector(".stats tbody tr >> nth=1");
        viewer.waitForSelector(".badges .glass");
    }
}
