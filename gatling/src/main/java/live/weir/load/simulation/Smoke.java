package live.weir.load.simulation;

import java.time.Duration;

/** Half a minute with a few of everybody: whether it works at all, not how fast. */
public final class Smoke extends EveningSimulation {

    public Smoke() {
        Evening evening = new Evening(1, Duration.ofSeconds(3), Duration.ofSeconds(12), Bars.EASY);
        int users = Knobs.users(10);
        evening.performers().viewers(users);
        if (!Knobs.isElsewhere()) {
            evening.listeners(users).talkers(2).callers(2);
        }
        if (Knobs.flag("with-hls")) {
            evening.crowd(Math.max(1, users / 3));
        }
        runs(evening);
    }
}
