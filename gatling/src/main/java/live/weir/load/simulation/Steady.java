package live.weir.load.simulation;

import java.time.Duration;

/** Viewers who come evenly and stay. */
public final class Steady extends EveningSimulation {

    public Steady() {
        Evening evening = new Evening(4, Duration.ofSeconds(30), Duration.ofMinutes(2), Bars.STRICT);
        runs(evening.performers().viewers(Knobs.users(200)));
    }
}
