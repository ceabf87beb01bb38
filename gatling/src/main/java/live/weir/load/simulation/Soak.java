package live.weir.load.simulation;

import java.time.Duration;

/** The same for hours: what leaks, shows. */
public final class Soak extends EveningSimulation {

    public Soak() {
        Evening evening = new Evening(4, Duration.ofMinutes(1), Duration.ofHours(4), Bars.STRICT);
        int users = Knobs.users(100);
        evening.performers().viewers(users);
        if (!Knobs.isElsewhere()) {
            evening.listeners(users).talkers(1).callers(2);
        }
        runs(evening);
    }
}
