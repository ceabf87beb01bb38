package live.weir.platform.audience;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadLocalRandom;
import live.weir.platform.resilience.Recurring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * Asks once a minute who is there, and writes down the minutes that are over. What a node has not written when it crashes is
 * lost: the running minute, and what waited for Postgres. A node that ends in order writes all of it.
 */
@Component
class AudienceWriter implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(AudienceWriter.class);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    /** Soon after the minute began, and not on all nodes at once. */
    private static final int SPREAD_MILLIS = 10_000;

    private static final int ROUNDS_AN_HOUR = 60;

    private final ObjectProvider<Gathering> gatherings;
    private final Minutes minutes;
    private final Tellings tellings;
    private final AudienceRepository repository;
    private final Clock clock;
    private final Disposable.Swap job = Disposables.swap();
    private volatile boolean running;

    AudienceWriter(
            ObjectProvider<Gathering> gatherings,
            Minutes minutes,
            AudienceRepository repository,
            Clock clock,
            MeterRegistry meters) {
        this.gatherings = gatherings;
        this.minutes = minutes;
        this.repository = repository;
        this.clock = clock;
        this.tellings = new Tellings(repository::tell, clock, meters);
    }

    private Mono<Void> round(long number) {
        return Mono.defer(() -> {
            look();
            tellings.add(minutes.takeOver());
            Mono<Void> told = tellings.tellAll();
            return number % ROUNDS_AN_HOUR == 0 ? told.then(repository.forgetTellings()) : told;
        });
    }

    /** The running minute too: what comes later in it is added. */
    Mono<Void> writeAll() {
        return Mono.defer(() -> {
            look();
            tellings.add(minutes.takeAll());
            return tellings.tellAll();
        });
    }

    private void look() {
        gatherings.forEach(gathering -> {
            try {
                gathering.present().forEach((channel, people) -> minutes.present(gathering.kind(), channel, people));
            } catch (RuntimeException failed) {
                // One way that cannot be counted must not cost the others their minute.
                log.warn("Who is there by {} could not be counted", gathering.kind(), failed);
            }
        });
    }

    @Override
    public void start() {
        running = true;
        long sinceMinute = clock.instant().truncatedTo(ChronoUnit.MINUTES).until(clock.instant(), ChronoUnit.MILLIS);
        Duration first = MINUTE.minusMillis(sinceMinute)
                .plusMillis(ThreadLocalRandom.current().nextInt(SPREAD_MILLIS));
        job.update(Recurring.every("Writing of channels' audiences", first, MINUTE, this::round));
    }

    @Override
    public void stop() {
        running = false;
        job.update(Disposables.disposed()); // not disposed itself: a paused node may start again
        try {
            writeAll().block(FAREWELL);
        } catch (RuntimeException away) {
            log.warn("The last minutes of channels' audiences could not be written: {}", away.getMessage());
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Started early, and so stopped after those who talk. */
    @Override
    public int getPhase() {
        return -200;
    }
}
