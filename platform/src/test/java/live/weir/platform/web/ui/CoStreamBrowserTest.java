package live.weir.platform.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two on one stage, and an audience that sees what the host decides. */
class CoStreamBrowserTest extends StageBrowserTest {

    @Test
    void a_guest_waits_backstage_until_the_host_brings_it_on() {
        String slug = newSlug("guest");
        Page host = hostOnAir(slug);
        Page viewer = viewer(slug);
        awaitPictures(viewer, 1);
        Page guest = guest(invitation(host), "Grace");
        guest.waitForSelector(".stage-notes p");
        host.waitForSelector(".waiting-face");
        assertThat(viewer.locator(".shot").count())
                .as("backstage is not on stage")
                .isEqualTo(1);

        host.click(".person .primary");
        awaitPictures(viewer, 2);
        awaitPictures(host, 2);
        awaitPictures(guest, 2);

        host.click(".person:has-text('Grace') .actions button >> nth=0");
        BrowserSession.await(viewer, "document.querySelectorAll('.shot').length === 1");
        browser.assertNoComplaints();
    }

    @Test
    void every_layout_reaches_the_audience() {
        String slug = newSlug("layout");
        Page host = hostOnAir(slug);
        guest(invitation(host), "Grace");
        host.click(".person .primary");
        Page viewer = viewer(slug);
        awaitPictures(viewer, 2);
        choose(host, "side-by-side");
        awaitRoles(viewer, "main", 2);
        choose(host, "picture-in-picture");
        awaitRoles(viewer, "inset", 1);
        choose(host, "speaker");
        awaitRoles(viewer, "side", 1);
        choose(host, "grid");
        awaitRoles(viewer, "main", 2);
        awaitPictures(viewer, 2);
    }

    private static void awaitRoles(Page viewer, String role, int count) {
        BrowserSession.await(
                viewer,
                "([role, count]) => document.querySelectorAll(`.shot[data-role=${role}]`).length === count",
                List.of(role, count));
    }

    @Test
    void a_raised_hand_leads_from_the_audience_to_the_stage() {
        String slug = newSlug("hand");
        Page host = hostOnAir(slug);
        Page viewer = newPerson(newHandle(), BrowserSession.desktop());
        BrowserSession.visit(viewer, weir.url("/c/" + slug));
        viewer.click(".button.hand");
        host.click(".person:has(.waving) .button");
        viewer.click(".call .button");
        viewer.waitForSelector("weir-green-room");
        viewer.click(ENTER);
        viewer.waitForSelector(".desk-bar");
        host.click(".person .primary");
        awaitPictures(viewer, 2);
    }

    @Test
    void who_is_silenced_and_who_is_removed_is_told() {
        String slug = newSlug("removed");
        Page host = hostOnAir(slug);
        Page guest = guest(invitation(host), "Grace");
        host.click(".person .primary");
        awaitPictures(guest, 2);
        host.click(".person:has-text('Grace') .actions button >> nth=1");
        guest.waitForSelector(".dock button.off");
        host.click(".person:has-text('Grace') .danger-quiet");
        host.click("dialog .danger");
        guest.waitForSelector(".trouble");
        BrowserSession.await(host, "document.querySelectorAll('.people .person').length === 1");
    }
}
