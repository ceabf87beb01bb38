package live.weir.load.simulation;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;

import java.time.Duration;
import live.weir.load.stage.GuestList;

/** Several performers on one stage, by the stage socket; every viewer sees all of them. */
public final class CoStream extends EveningSimulation {

    public CoStream() {
        Evening evening = new Evening(1, Duration.ofSeconds(10), Duration.ofSeconds(40), Bars.STRICT);
        int performers = Knobs.number("performers", 4, 2, 16);
        int channels = Knobs.number("channels", 1, 1, 2_000);
        int viewers = Knobs.users(40);
        GuestList list = new GuestList();
        Duration whole = evening.whole();
        Bars bars = evening.bars();
        evening.add(
                        evening.scenes().hosts(performers - 1, list, whole).injectOpen(atOnceUsers(channels)),
                        bars.hosting())
                .add(
                        evening.scenes()
                                .guests(list, whole.minusSeconds(2))
                                .injectOpen(nothingFor(1), atOnceUsers(channels * (performers - 1))),
                        bars.joining())
                .add(
                        evening.scenes()
                                .seers(performers, evening.duration())
                                .injectOpen(
                                        nothingFor(Duration.ofSeconds(performers)),
                                        rampUsers(viewers).during(evening.ramp())),
                        bars.seeing());
        runs(evening);
    }
}
