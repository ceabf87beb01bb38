package live.weir.platform.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** Going on air from the browser, and everything around it. */
class StudioBrowserTest extends StageBrowserTest {

    @Test
    void before_going_in_one_sees_oneself_and_chooses_devices() {
        Page page = owner(newSlug("mirror"));
        BrowserSession.await(page, "document.querySelector('.mirror video')?.videoWidth > 0");
        assertThat(page.locator("#device-camera option").count()).isPositive();
        page.click(".mirror-dock button >> nth=1");
        page.waitForSelector(".mirror-empty");
        assertThat(page.getAttribute(".mirror-dock button >> nth=1", "aria-pressed"))
                .isEqualTo("false");
        browser.assertNoComplaints();
    }

    @Test
    void the_studio_of_somebody_else_stays_closed_without_an_invitation() {
        String slug = newSlug("foreign");
        owner(slug);
        Page stranger = newPerson(newHandle(), BrowserSession.desktop());
        BrowserSession.visit(stranger, weir.url("/studio/" + slug));
        stranger.waitForSelector(".trouble");
        assertThat(stranger.locator("weir-green-room").count()).isZero();
    }

    @Test
    void an_owner_goes_on_air_and_ends() {
        Page page = hostOnAir(newSlug("air"));
        awaitPictures(page, 1);
        page.waitForSelector("weir-clock");
        page.click(".desk-bar .danger");
        page.click("dialog .danger");
        page.waitForSelector(".go-live");
        browser.assertNoComplaints();
    }

    @Test
    void the_microphone_has_a_key_and_a_state() {
        Page page = host(newSlug("keys"));
        BrowserSession.await(page, "document.querySelector('.dock button').ariaPressed === 'true'");
        page.keyboard().press("m");
        page.waitForSelector(".dock button.off");
        page.waitForSelector(".shot figcaption .sr");
        page.keyboard().press("m");
        BrowserSession.await(page, "document.querySelector('.dock button').ariaPressed === 'true'");
    }

    @Test
    void a_name_is_kept_while_devices_come_and_go() {
        Page guest = browser.visitor(BrowserSession.phone());
        BrowserSession.visit(guest, invitation(host(newSlug("name"))));
        guest.fill("#name", "Grace");
        guest.evaluate("() => navigator.mediaDevices.dispatchEvent(new Event('devicechange'))");
        guest.click(".mirror-dock button >> nth=0"); // draws the room anew
        guest.waitForSelector(".mirror-dock button.off");
        assertThat(guest.inputValue("#name")).isEqualTo("Grace");
        guest.click(ENTER);
        guest.waitForSelector(".desk-bar");
    }

    @Test
    void leaving_on_air_asks_first() {
        Page page = hostOnAir(newSlug("leave"));
        page.click("a.brand");
        page.click("dialog .quiet");
        assertThat(page.url()).contains("/studio/");
        page.click("a.brand");
        page.click("dialog .danger");
        BrowserSession.await(page, "location.pathname === '/'");
    }

    @Test
    void a_forged_invitation_is_refused_in_words() {
        String slug = newSlug("forged");
        host(slug);
        Page guest = browser.visitor(BrowserSession.phone());
        BrowserSession.visit(guest, weir.url("/studio/" + slug + "?invitation=forged"));
        guest.fill("#name", "Eve");
        guest.click(ENTER);
        guest.waitForSelector(".trouble");
        assertThat(guest.locator(".desk-bar").count()).isZero();
    }

    @Test
    void a_reloaded_studio_takes_its_seat_again() {
        Page page = hostOnAir(newSlug("reload"));
        page.onDialog(dialog -> dialog.accept());
        page.reload();
        BrowserSession.awaitPage(page);
        page.click(ENTER);
        page.waitForSelector(".desk-bar[data-state=live]");
        assertThat(page.locator(".people .person").count()).isEqualTo(1);
        awaitPictures(page, 1);
    }

    @Test
    void what_viewers_see_is_really_received() {
        Page page = hostOnAir(newSlug("monitor"));
        page.click("[data-fold=monitor] summary");
        BrowserSession.await(
                page,
                "[...document.querySelectorAll('weir-monitor .shot video')].some(video => video.videoWidth > 0 && video.currentTime > 0.5)");
    }
}
