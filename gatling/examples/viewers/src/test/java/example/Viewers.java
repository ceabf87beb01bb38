package example;

import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static live.weir.load.dsl.LoadDsl.leave;
import static live.weir.load.dsl.LoadDsl.stay;
import static live.weir.load.webrtc.WebRtcDsl.whep;

import io.gatling.javaapi.core.Simulation;
import java.nio.file.Path;
import java.time.Duration;
import live.weir.load.dsl.LoadProtocol;
import live.weir.load.measure.Journal;
import live.weir.load.measure.MediaReport;

/** So many viewers of a stream that is on air, at any server that speaks WHEP. */
public final class Viewers extends Simulation {

    public Viewers() {
        String whep = System.getProperty("whep", "http://127.0.0.1:8889/live/whep");
        setUp(scenario("viewers")
                        .exec(whep("watch").url(whep), stay("watch", Duration.ofMinutes(1)), leave("watch"))
                        .injectOpen(rampUsers(Integer.getInteger("users", 20)).during(10)))
                .protocols(LoadProtocol.to(whep))
                .assertions(
                        details("watch: first keyframe").responseTime().percentile(95).lt(1000),
                        details("watch: second").successfulRequests().percent().gt(99.0));
    }

    @Override
    public void after() {
        new MediaReport(Journal.current()).write(Path.of("target/gatling"), "viewers");
    }
}
