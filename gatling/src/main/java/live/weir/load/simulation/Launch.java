package live.weir.load.simulation;

import java.time.Duration;

/** A show begins, and everybody comes within ten seconds. */
public final class Launch extends EveningSimulation {

    public Launch() {
        Evening evening = new Evening(1, Duration.ofSeconds(10), Duration.ofSeconds(30), Bars.STRICT);
        runs(evening.performers().viewers(Knobs.users(200)));
    }
}
