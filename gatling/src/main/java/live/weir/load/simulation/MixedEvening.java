package live.weir.load.simulation;

import java.time.Duration;

/** An evening as evenings are: performers, viewers by WebRTC and HLS, chat, and who looks around. */
public final class MixedEvening extends EveningSimulation {

    public MixedEvening() {
        Evening evening = new Evening(2, Duration.ofSeconds(30), Duration.ofMinutes(3), Bars.STRICT);
        Mix mix = Mix.read("webrtc=30,hls=40,chat=25,api=5");
        int users = Knobs.users(200);
        evening.performers()
                .viewers(mix.of("webrtc", users))
                .crowd(mix.of("hls", users))
                .listeners(mix.of("chat", users))
                .talkers(Knobs.number("rate", 5, 1, 500))
                .callers(mix.of("api", users));
        runs(evening);
    }
}
