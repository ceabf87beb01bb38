package live.weir.platform.audience;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.spi.R2dbcTransientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import live.weir.platform.resilience.DependencyUnavailable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessException;
import reactor.core.publisher.Mono;

/**
 * What waits to be written. Each telling has a name and never changes, so it may be told as often as it takes: Postgres
 * adds up every name once. While Postgres is away they wait, oldest first, within two bounds; beyond those the oldest
 * are lost, and counted.
 */
final class Tellings {

    /** Some 10 MB: six hours of 270 channels, half an hour of 3,000. */
    static final int MOST_LINES = 100_000;

    /** Shorter than names are remembered, so that nothing is told when its name is forgotten. */
    static final Duration PATIENCE = Duration.ofHours(6);

    /** One statement is short. */
    static final int LINES = 1_000;

    record Telling(UUID id, Instant since, List<AudienceLine> lines) {}

    private static final Logger log = LoggerFactory.getLogger(Tellings.class);

    private final Function<Telling, Mono<Void>> way;
    private final Clock clock;
    private final Counter lost;
    private final Deque<Telling> waiting = new ArrayDeque<>();
    private int lines;

    Tellings(Function<Telling, Mono<Void>> way, Clock clock, MeterRegistry meters) {
        this.way = way;
        this.clock = clock;
        this.lost = Counter.builder("weir.audience.lost")
                .description(
                        "Minutes of channels' audiences that were given up: Postgres was away too long, or refused them")
                .register(meters);
        Gauge.builder("weir.audience.waiting", this, Tellings::lines)
                .description("Minutes of channels' audiences that wait for Postgres")
                .register(meters);
    }

    synchronized void add(List<AudienceLine> taken) {
        for (int from = 0; from < taken.size(); from += LINES) {
            List<AudienceLine> some = List.copyOf(taken.subList(from, Math.min(taken.size(), from + LINES)));
            waiting.add(new Telling(UUID.randomUUID(), clock.instant(), some));
            lines += some.size();
        }
        Instant oldest = clock.instant().minus(PATIENCE);
        for (Telling first = waiting.peek();
                first != null && (lines > MOST_LINES || first.since().isBefore(oldest));
                first = waiting.peek()) {
            lost.increment(first.lines().size());
            remove(first);
        }
    }

    synchronized int lines() {
        return lines;
    }

    private synchronized @Nullable Telling first() {
        return waiting.peek();
    }

    private synchronized void remove(Telling telling) {
        if (waiting.remove(telling)) {
            lines -= telling.lines().size();
        }
    }

    /** Fails where one cannot be told now; it and those behind it go on waiting. */
    Mono<Void> tellAll() {
        return Mono.defer(this::tellFirst).repeat(() -> first() != null).then();
    }

    private Mono<Void> tellFirst() {
        Telling first = first();
        return first == null
                ? Mono.empty()
                : way.apply(first)
                        .onErrorResume(error -> !isForLater(error), refusal -> refused(first, refusal))
                        .then(Mono.fromRunnable(() -> remove(first)));
    }

    /** Postgres is away, or gave way to somebody else. */
    private static boolean isForLater(Throwable error) {
        return error instanceof DependencyUnavailable
                || error instanceof TransientDataAccessException
                || error.getCause() instanceof R2dbcTransientException;
    }

    /** Postgres does not want these very lines: trying again would hold up all others. */
    private Mono<Void> refused(Telling telling, Throwable refusal) {
        log.error(
                "{} minutes of channels' audiences could not be written",
                telling.lines().size(),
                refusal);
        lost.increment(telling.lines().size());
        return Mono.empty();
    }
}
