package live.weir.load.simulation;

import java.time.Duration;

/** One room with thousands who listen. */
public final class BigChat extends EveningSimulation {

    public BigChat() {
        Evening evening = new Evening(1, Duration.ofSeconds(20), Duration.ofSeconds(40), Bars.STRICT);
        runs(evening.listeners(Knobs.users(5_000)).talkers(Knobs.number("rate", 10, 1, 500)));
    }
}
