package live.weir.load.dsl;

import io.gatling.commons.stats.KO$;
import io.gatling.commons.stats.OK$;
import io.gatling.commons.util.Clock;
import io.gatling.core.CoreComponents;
import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.gatling.core.stats.StatsEngine;
import java.util.concurrent.TimeUnit;
import live.weir.load.measure.Journal;
import live.weir.load.measure.Track;
import org.jspecify.annotations.Nullable;
import scala.Option;

/** One user's way through one action: what it waits for goes into Gatling's report and into the journal. Any thread. */
public final class Step {

    private final Session session;
    private final String name;
    private final StatsEngine stats;
    private final Clock clock;
    private final Action next;
    private final Track track;
    private final long startMillis;
    private final long startNanos = System.nanoTime();

    Step(Session session, String name, CoreComponents core, Action next) {
        this(session, name, core.statsEngine(), core.clock(), next);
    }

    private Step(Session session, String name, StatsEngine stats, Clock clock, Action next) {
        this.session = session;
        this.name = name;
        this.stats = stats;
        this.clock = clock;
        this.next = next;
        this.track = Journal.current().track(name);
        this.startMillis = clock.nowMillis();
    }

    /** The same action, as if it began now. */
    public Step again() {
        return new Step(session, name, stats, clock, next);
    }

    public Session session() {
        return session;
    }

    public io.gatling.javaapi.core.Session javaSession() {
        return new io.gatling.javaapi.core.Session(session);
    }

    public String name() {
        return name;
    }

    public Track track() {
        return track;
    }

    public long startNanos() {
        return startNanos;
    }

    /** Something that the user waited for since the action began. */
    public void reached(String what) {
        track.took(what, System.nanoTime() - startNanos);
        log(what, startMillis, clock.nowMillis(), null);
    }

    /** Something that took so long, and is over now. */
    public void took(String what, long nanos) {
        long now = clock.nowMillis();
        log(what, now - TimeUnit.NANOSECONDS.toMillis(nanos), now, null);
    }

    /** Something that did not come about. */
    public void failed(String what, @Nullable String reason) {
        log(what, startMillis, clock.nowMillis(), String.valueOf(reason));
    }

    /** Something that went wrong just now. */
    public void wentWrong(String what, String reason) {
        long now = clock.nowMillis();
        log(what, now, now, reason);
    }

    private void log(String what, long from, long to, @Nullable String problem) {
        stats.logResponse(
                session.scenario(),
                session.groups(),
                what.isEmpty() ? name : name + ": " + what,
                from,
                to,
                problem == null ? OK$.MODULE$ : KO$.MODULE$,
                Option.empty(),
                Option.apply(problem));
    }

    public void next() {
        next.$bang(session);
    }

    public void nextWith(String key, Object value) {
        next.$bang(session.set(key, value));
    }

    public void nextWithout(String key) {
        next.$bang(session.remove(key));
    }

    public void nextFailed() {
        next.$bang(session.markAsFailed());
    }
}
