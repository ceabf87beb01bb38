package live.weir.platform.ingest;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import live.weir.testing.InstalledChromium;

/** A Chromium that watches by WHEP. */
final class WhepViewer implements AutoCloseable {

    private static final double PATIENCE = 45_000;

    private static final String WATCH = """
            async path => {
              window.pc = new RTCPeerConnection();
              pc.addTransceiver('video', { direction: 'recvonly' });
              pc.addTransceiver('audio', { direction: 'recvonly' });
              const video = document.createElement('video');
              video.muted = true;
              video.autoplay = true;
              document.documentElement.append(video);
              pc.ontrack = event => { if (event.track.kind === 'video') video.srcObject = new MediaStream([event.track]); };
              await pc.setLocalDescription(await pc.createOffer());
              await new Promise(done => {
                if (pc.iceGatheringState === 'complete') done();
                pc.onicegatheringstatechange = () => { if (pc.iceGatheringState === 'complete') done(); };
              });
              const answer = await fetch(path,
                  { method: 'POST', headers: { 'Content-Type': 'application/sdp' }, body: pc.localDescription.sdp });
              if (answer.status !== 201) throw new Error(path + ': ' + answer.status + ' ' + await answer.text());
              await pc.setRemoteDescription({ type: 'answer', sdp: await answer.text() });
            }""";

    private static final String SEES = """
            async ({ pictures, samples }) => {
              const received = [...(await pc.getStats()).values()].filter(entry => entry.type === 'inbound-rtp');
              const video = received.find(entry => entry.kind === 'video');
              const audio = received.find(entry => entry.kind === 'audio');
              return video?.framesDecoded >= pictures && video.frameWidth === 320
                  && audio?.totalSamplesReceived - (audio.concealedSamples ?? 0) >= samples;
            }""";

    private final Playwright playwright;
    private final Browser browser;
    private final Page page;

    private WhepViewer(Playwright playwright, Browser browser, Page page) {
        this.playwright = playwright;
        this.browser = browser;
        this.page = page;
    }

    static WhepViewer watch(String base, String slug) throws IOException {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(InstalledChromium.executable())
                        .setArgs(List.of("--no-sandbox", "--disable-gpu")));
        Page page = browser.newPage();
        page.setDefaultTimeout(PATIENCE);
        page.navigate(base + "/");
        page.evaluate(WATCH, "/whep/" + slug);
        return new WhepViewer(playwright, browser, page);
    }

    /** Waits until so many pictures were decoded, and so many samples of sound were heard. */
    void awaitDecoded(int pictures, int samples) {
        page.waitForFunction(SEES, Map.of("pictures", pictures, "samples", samples));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
