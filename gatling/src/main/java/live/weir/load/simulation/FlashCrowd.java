package live.weir.load.simulation;

import java.time.Duration;

/** Everybody wants into the same channel in one moment, most of them by HLS. */
public final class FlashCrowd extends EveningSimulation {

    public FlashCrowd() {
        Evening evening = new Evening(1, Duration.ofSeconds(3), Duration.ofSeconds(30), Bars.STRICT);
        Mix mix = Mix.read("webrtc=20,hls=50,chat=30");
        int users = Knobs.users(300);
        evening.performers()
                .viewers(mix.of("webrtc", users))
                .crowd(mix.of("hls", users))
                .listeners(mix.of("chat", users));
        runs(evening);
    }
}
