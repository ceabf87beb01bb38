package live.weir.load.simulation;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;

import io.gatling.javaapi.core.OpenInjectionStep;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import live.weir.load.dsl.LoadProtocol;
import live.weir.load.measure.Journal;

/** More viewers with each step, until a bar is missed. */
public final class Stress extends Simulation {

    private static final int LEAD = 3;
    private static final int ARRIVING = 4;

    private final Knee knee;

    public Stress() {
        LoadProtocol protocol = Knobs.protocol();
        int step = Knobs.number("step", 50, 1, 5_000);
        int steps = Knobs.number("steps", 20, 1, 200);
        int seconds =
                (int) Math.max(8, Knobs.span("duration", Duration.ofSeconds(12)).toSeconds());
        Channels channels = Channels.prepare(protocol, Knobs.number("channels", 1, 1, 2_000));
        Scenes scenes = new Scenes(channels);
        Duration whole = Duration.ofSeconds(LEAD + (long) steps * seconds + 5);
        knee = new Knee(
                Journal.current(),
                Scenes.WATCH,
                step,
                seconds,
                ARRIVING + 1,
                LEAD,
                Bars.chosen(Bars.STRICT).slack());
        List<OpenInjectionStep> arrivals = new ArrayList<>();
        arrivals.add(nothingFor(LEAD));
        for (int i = 0; i < steps; i++) {
            arrivals.add(rampUsers(step).during(ARRIVING));
            arrivals.add(nothingFor(seconds - ARRIVING));
        }
        setUp(
                        scenes.performers(whole).injectOpen(atOnceUsers(channels.performs() ? channels.size() : 0)),
                        scenes.viewersUntil(knee::isPassed, whole)
                                .injectOpen(arrivals.toArray(OpenInjectionStep[]::new)))
                .protocols(protocol)
                .maxDuration(whole.plusSeconds(30));
    }

    @Override
    public void after() {
        String table = knee.describe();
        System.out.println(table);
        table.lines().filter(line -> line.contains("knee")).forEach(Journal.current()::note);
    }
}
