package live.weir.platform.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.Map;
import live.weir.bridge.transcode.movie.TestMovie;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An owner uploads a film, watches it become a recording, and plays it. */
class UploadBrowserTest extends BrowserTest {

    private static final String CHOOSE = "weir-uploads input[type=file]";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void a_chosen_film_becomes_a_recording_and_a_dropped_text_says_why_it_does_not() {
        Page page = ownersChannel(BrowserSession.desktop());
        Path film = TestMovie.of(12).sized(640, 360).write(folder.resolve("Evening by the river.mp4"));

        page.setInputFiles(CHOOSE, film);
        page.waitForSelector("weir-uploads progress");
        assertThat(page.getAttribute("weir-uploads progress", "aria-label")).contains("Evening by the river");
        page.waitForSelector("weir-uploads a[href^='/v/']");
        page.waitForSelector("weir-recordings a[href^='/v/']");
        drop(page, "list.mp4", "#EXTM3U\nfile:///etc/passwd\n");
        page.waitForSelector("weir-uploads .note.wrong");
        assertThat(page.innerText("weir-uploads .note.wrong")).contains("MP4, MOV, MKV");
        picture(page, "weir-uploads");
        page.click("weir-uploads li:has(.note.wrong) button");
        BrowserSession.await(page, "document.querySelector('weir-uploads .note.wrong') === null");

        page.click("weir-uploads a[href^='/v/']");
        BrowserSession.await(page, "document.querySelector('weir-recording-player video')?.videoWidth > 0");
        assertThat(page.isVisible("weir-chat-replay")).isFalse();
        picture(page, "weir-recording");
    }

    @Test
    void on_a_phone_it_fits_and_is_reached_by_keys() {
        Page page = ownersChannel(BrowserSession.phone());
        page.focus(CHOOSE);
        BrowserSession.await(page, "document.querySelector('weir-uploads .drop').matches(':focus-within')");
        BrowserSession.await(page, "document.documentElement.scrollWidth <= innerWidth");
        picture(page, "weir-uploads");
    }

    private Page ownersChannel(Browser.NewContextOptions options) {
        String handle = newHandle();
        Page page = newPerson(handle, options);
        createChannel(page, "River films", handle.replace('_', '-'));
        page.waitForSelector("weir-uploads .drop");
        return page;
    }

    private static void drop(Page page, String name, String text) {
        page.locator("weir-uploads .drop")
                .dispatchEvent(
                        "drop",
                        Map.of(
                                "dataTransfer",
                                page.evaluateHandle(
                                        "([name, text]) => { const all = new DataTransfer();"
                                                + " all.items.add(new File([text], name, { type: 'video/mp4' })); return all; }",
                                        new String[] {name, text})));
    }

    private static void picture(Page page, String element) {
        page.locator(element)
                .screenshot(new Locator.ScreenshotOptions()
                        .setPath(Path.of("target", "screens", element + "-" + page.viewportSize().width + ".png")));
    }
}
