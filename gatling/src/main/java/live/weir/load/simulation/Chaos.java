package live.weir.load.simulation;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import live.weir.load.measure.Journal;

/**
 * Something breaks after a third of the time and is mended after two: viewers, listeners and readers must go on as the design's
 * table of guards has it. Whose connection breaks comes back, as pages and encoders do. What breaks is the operator's to say: {@code chaos="kill -STOP 4711" mend="kill -CONT 4711"}.
 */
public final class Chaos extends EveningSimulation {

    private static final int COMMAND_SECONDS = 30;

    public Chaos() {
        String chaos = Knobs.text("chaos", "");
        String mend = Knobs.text("mend", "");
        if (chaos.isEmpty() || mend.isEmpty()) {
            throw new IllegalArgumentException(
                    "say what breaks and how it is mended: chaos='kill -STOP 4711' mend='kill -CONT 4711'");
        }
        Duration returns = Knobs.span("returns", Duration.ofSeconds(30));
        Evening evening = new Evening(1, Duration.ofSeconds(5), Duration.ofSeconds(60), Bars.STRICT, returns);
        int users = Knobs.users(50);
        Duration third = evening.duration().dividedBy(3);
        evening.performers().viewers(users).listeners(users).talkers(2).readers(Math.max(1, users / 10));
        if (Knobs.flag("with-hls")) {
            evening.crowd(users);
        }
        evening.add(
                scenario("chaos")
                        .exec(pause(evening.ramp().plus(third)))
                        .exec(session -> tell("broken", chaos, session))
                        .exec(pause(third))
                        .exec(session -> tell("mended", mend, session))
                        .injectOpen(atOnceUsers(1)),
                List.of());
        runs(evening);
    }

    private static Session tell(String what, String command, Session session) {
        Journal journal = Journal.current();
        journal.note("After " + journal.second() + " s was " + what + ": " + command);
        Thread thread = new Thread(() -> run(command, journal), "load-chaos");
        thread.setDaemon(true);
        thread.start();
        return session;
    }

    private static void run(String command, Journal journal) {
        try {
            Process process =
                    new ProcessBuilder("sh", "-c", command).inheritIO().start();
            if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                journal.note("'" + command + "' did not end within " + COMMAND_SECONDS + " s");
            } else if (process.exitValue() != 0) {
                journal.note("'" + command + "' ended with " + process.exitValue());
            }
        } catch (IOException impossible) {
            journal.note("'" + command + "' cannot be run: " + impossible.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
