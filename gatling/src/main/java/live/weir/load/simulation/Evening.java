package live.weir.load.simulation;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import live.weir.load.api.Preparation;
import live.weir.load.dsl.LoadProtocol;

/** Who comes, how fast, for how long, put together step by step; and what each of them must find. */
final class Evening {

    private static final Duration LEAD = Duration.ofSeconds(2);
    private static final Duration TAIL = Duration.ofSeconds(6);

    private final List<PopulationBuilder> people = new ArrayList<>();
    private final List<Assertion> assertions = new ArrayList<>();
    private final LoadProtocol protocol = Knobs.protocol();
    private final Duration ramp;
    private final Duration duration;
    private final Bars bars;
    private final Channels channels;
    private final Scenes scenes;

    Evening(int channelCount, Duration ramp, Duration duration, Bars bars) {
        this(channelCount, ramp, duration, bars, Duration.ZERO);
    }

    /** @param returns for how long performers and viewers whose connection breaks try to come back */
    Evening(int channelCount, Duration ramp, Duration duration, Bars bars, Duration returns) {
        this.ramp = Knobs.span("ramp", ramp);
        this.duration = Knobs.span("duration", duration);
        this.bars = Bars.chosen(bars);
        this.channels = Channels.prepare(protocol, Knobs.number("channels", channelCount, 1, 2_000));
        this.scenes = new Scenes(channels, returns);
    }

    Scenes scenes() {
        return scenes;
    }

    Duration duration() {
        return duration;
    }

    Duration ramp() {
        return ramp;
    }

    /** For as long as anybody may be there. */
    Duration whole() {
        return LEAD.plus(ramp).plus(duration).plus(TAIL);
    }

    Evening performers() {
        if (channels.performs()) {
            people.add(scenes.performers(whole()).injectOpen(atOnceUsers(channels.size())));
            assertions.addAll(bars.performing());
        }
        return this;
    }

    Evening viewers(int count) {
        return come(scenes.viewers(duration), count, bars.watching());
    }

    Evening crowd(int count) {
        return come(scenes.crowd(duration), count, bars.playing());
    }

    Evening listeners(int count) {
        return come(scenes.listeners(duration), count, bars.listening());
    }

    /** So many messages a second in all, by as many people as may say so much. */
    Evening talkers(double messagesPerSecond) {
        int count = (int) Math.max(1, Math.ceil(messagesPerSecond));
        List<String> tokens = new Preparation(protocol).people(count);
        Duration every = Duration.ofMillis((long) (1000 * count / messagesPerSecond));
        return come(scenes.talkers(tokens, every, duration), count, bars.talking());
    }

    Evening callers(int count) {
        return come(scenes.callers(duration), count, bars.calling());
    }

    /** Who only look around. */
    Evening readers(int count) {
        return come(scenes.readers(duration), count, bars.calling());
    }

    Evening come(ScenarioBuilder scenario, int count, List<Assertion> expected) {
        if (count > 0) {
            people.add(scenario.injectOpen(nothingFor(LEAD), rampUsers(count).during(ramp)));
            assertions.addAll(expected);
        }
        return this;
    }

    Evening add(PopulationBuilder population, List<Assertion> expected) {
        people.add(population);
        assertions.addAll(expected);
        return this;
    }

    Bars bars() {
        return bars;
    }

    LoadProtocol protocol() {
        return protocol;
    }

    List<PopulationBuilder> people() {
        return people;
    }

    List<Assertion> assertions() {
        return assertions;
    }

    /** However it goes, a run is over then. */
    Duration limit() {
        return whole().plusSeconds(120);
    }
}
