package live.weir.platform.testing;

import com.microsoft.playwright.Page;
import java.time.Duration;

/** Whether the pictures of a stage go on in a page, and for how long they did not. */
public final class Motion {

    /** Notes when each video last went on, and the longest time in which some video of the page did not. */
    private static final String WATCH = """
            () => {
              const seen = new Map();
              window.gap = 0;
              window.waiting = 0;
              setInterval(() => {
                const now = performance.now();
                const videos = [...document.querySelectorAll('.shot video')].filter(video => video.srcObject);
                let stalled = 0;
                for (const video of videos) {
                  const {totalVideoFrames: shown} = video.getVideoPlaybackQuality();
                  const last = seen.get(video) ?? {shown: -1, at: now};
                  if (shown !== last.shown) Object.assign(last, {shown, at: now});
                  seen.set(video, last);
                  stalled = Math.max(stalled, now - last.at);
                }
                window.moving = videos.length > 0 && stalled < 500 ? videos.length : 0;
                if (window.moving) window.lastMoving = now;
                window.waiting = now - (window.lastMoving ?? now);
                window.gap = Math.max(window.gap, window.waiting);
              }, 50);
            }""";

    private Motion() {}

    /** From now on. */
    public static void watch(Page page) {
        page.evaluate(WATCH);
    }

    /** How many pictures there are, if all of them move; else none. */
    public static int pictures(Page page) {
        return ((Number) page.evaluate("() => window.moving")).intValue();
    }

    public static void forget(Page page) {
        page.evaluate("() => { window.gap = 0; }");
    }

    public static Duration longestPause(Page page) {
        return Duration.ofMillis(((Number) page.evaluate("() => Math.round(window.gap)")).longValue());
    }
}
