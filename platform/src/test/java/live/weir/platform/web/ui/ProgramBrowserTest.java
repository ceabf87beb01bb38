package live.weir.platform.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Watching what is not, or not only, the stage itself: the program where the stage cannot be had, and recordings. */
class ProgramBrowserTest extends StageBrowserTest {

    private static final String PLAYS = "(() => { const video = document.querySelector('weir-program-view video');"
            + " return video !== null && video.currentTime > 0.4 && !video.paused && video.videoWidth > 0; })()";

    private final TapeStandIn tape = new TapeStandIn();

    @Test
    void whoever_has_no_webrtc_sees_the_program() {
        String slug = newSlug("none");
        hostOnAir(slug);
        Page viewer = browser.visitor(BrowserSession.desktop());
        viewer.addInitScript("delete window.RTCPeerConnection");
        tape.programOf(viewer, slug);
        AtomicBoolean counted = new AtomicBoolean();
        viewer.onRequest(request -> {
            if (request.url().contains("/hls/") && request.headers().containsKey("weir-seated")) {
                counted.set(true);
            }
        });
        BrowserSession.visit(viewer, weir.url("/c/" + slug));
        BrowserSession.await(viewer, PLAYS);
        assertThat(counted).as("says that it is counted at the stage").isTrue();
        viewer.hover(".stage");
        viewer.waitForSelector("weir-seek-bar input");
        BrowserSession.await(viewer, "document.querySelector('.badges .glass')?.innerText.includes('HLS') === true");
    }

    @Test
    void a_full_stage_gives_way_to_the_program_and_takes_its_viewer_back_later() {
        String slug = newSlug("full");
        hostOnAir(slug);
        AtomicBoolean full = new AtomicBoolean(true);
        Page viewer = browser.visitor(BrowserSession.desktop());
        viewer.routeWebSocket("**/ws/stage/*", socket -> {
            WebSocketRoute server = socket.connectToServer();
            socket.onMessage(frame -> {
                if (full.get() && frame.text().contains("\"subscribe\"")) {
                    socket.send(refusal(frame.text()));
                } else {
                    server.send(frame.text());
                }
            });
        });
        tape.programOf(viewer, slug);
        BrowserSession.visit(viewer, weir.url("/c/" + slug));
        BrowserSession.await(viewer, PLAYS);

        full.set(false);
        takeLeastDelay(viewer);
        awaitPictures(viewer, 1);
        BrowserSession.await(viewer, "document.querySelector('weir-program-view') === null");
        rewind(viewer);
        BrowserSession.await(viewer, PLAYS);
        BrowserSession.await(viewer, "document.querySelector('.live-edge.behind') !== null");
        viewer.hover(".stage");
        viewer.click(".live-edge");
        awaitPictures(viewer, 1);
    }

    private static String refusal(String asked) {
        String ref = asked.replaceAll(".*\"ref\":\"(\\w+)\".*", "$1");
        return "{\"type\":\"refused\",\"ref\":\"" + ref + "\",\"problem\":{\"type\":\"urn:weir:problem:busy\","
                + "\"title\":\"Busy\",\"status\":503,\"retryAfter\":30}}";
    }

    private static void rewind(Page viewer) {
        viewer.hover(".stage");
        viewer.click(".control-row .control:nth-of-type(2)");
    }

    private static void takeLeastDelay(Page viewer) {
        viewer.hover(".stage");
        viewer.click("#quality > button");
        viewer.click("#quality-panel label:has(input[name=way]) >> nth=1");
    }

    @Test
    void where_there_is_no_program_the_stage_goes_on_and_says_so() {
        String slug = newSlug("alone");
        hostOnAir(slug);
        Page viewer = browser.visitor(BrowserSession.desktop());
        tape.noProgramOf(viewer, slug);
        BrowserSession.visit(viewer, weir.url("/c/" + slug));
        awaitPictures(viewer, 1);
        viewer.hover(".stage");
        viewer.click("#quality > button");
        assertThat(viewer.isDisabled("input[name=way] >> nth=2")).isTrue();
        assertThat(viewer.isVisible(".menu-note")).isTrue();
    }

    @Test
    void a_recording_is_searched_by_keyboard_with_pictures_and_with_what_was_said() {
        Page page = browser.visitor(BrowserSession.desktop());
        tape.recording(page, "r1", "nowhere");
        BrowserSession.visit(page, weir.url("/v/r1"));
        BrowserSession.await(page, PLAYS);
        page.waitForSelector(".say:has-text('at 0')");
        assertThat(page.locator(".say").count())
                .as("what is said later is not there yet")
                .isEqualTo(1);

        page.hover(".stage");
        page.focus("weir-seek-bar input");
        for (int presses = 0; presses < 5; presses++) {
            page.keyboard().press("ArrowRight");
        }
        BrowserSession.await(page, "document.querySelector('weir-program-view video').currentTime >= 25");
        page.waitForSelector(".say:has-text('at 20')");
        page.hover("weir-seek-bar input");
        page.waitForSelector(".peek-picture img");
        page.keyboard().press("k");
        BrowserSession.await(page, "document.querySelector('weir-program-view video').paused");
        assertThat(page.getAttribute("a[download]", "href")).isEqualTo("/vod/r1/video.mp4");
    }
}
