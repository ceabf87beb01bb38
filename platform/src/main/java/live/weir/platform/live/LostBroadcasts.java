package live.weir.platform.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.live.BroadcastWriter.OnAirRow;
import live.weir.platform.resilience.DependencyUnavailable;
import live.weir.platform.resilience.Recurring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * Ends broadcasts whose stage no node has held for a minute. Every node looks; it does no harm that two find the same. While
 * nobody can tell who holds what, nothing is ended.
 */
@Component
class LostBroadcasts implements SmartLifecycle {

    static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(LostBroadcasts.class);
    private static final Duration PERIOD = Duration.ofSeconds(15);
    private static final int AT_ONCE = 8;

    private final BroadcastWriter broadcasts;
    private final StagesHeld stages;
    private final LiveBroadcasts live;
    private final Clock clock;
    private final Disposable.Swap rounds = Disposables.swap();

    /** Since when a broadcast has had no stage, as this node saw it. Touched by one round at a time. */
    private final Map<UUID, Instant> missed = new HashMap<>();

    private volatile boolean running;

    LostBroadcasts(BroadcastWriter broadcasts, StagesHeld stages, LiveBroadcasts live, Clock clock) {
        this.broadcasts = broadcasts;
        this.stages = stages;
        this.live = live;
        this.clock = clock;
    }

    /** One look; rounds must not overlap. */
    Mono<Void> look() {
        return broadcasts
                .onAir()
                .flatMap(rows -> stages.among(
                                rows.stream().map(OnAirRow::channel).toList())
                        .map(held -> overdue(rows, held)))
                .onErrorResume(DependencyUnavailable.class, away -> forgetTimes())
                .filter(overdue -> !overdue.isEmpty())
                .flatMap(broadcasts::giveUp)
                .doOnNext(ended -> log.warn("Ended the broadcasts of {} channels, whose nodes are gone", ended.size()))
                .flatMapIterable(ended -> ended)
                .flatMap(live::changed, AT_ONCE)
                .then();
    }

    private List<UUID> overdue(List<OnAirRow> rows, Set<ChannelId> held) {
        Instant now = clock.instant();
        List<UUID> unheld = rows.stream()
                .filter(row -> !held.contains(row.channel()))
                .map(OnAirRow::id)
                .toList();
        missed.keySet().retainAll(Set.copyOf(unheld));
        unheld.forEach(id -> missed.putIfAbsent(id, now));
        return unheld.stream()
                .filter(id -> missed.getOrDefault(id, now).plus(PATIENCE).isBefore(now))
                .toList();
    }

    /** Who could not renew a lease while Redis was away has its time again. */
    private Mono<List<UUID>> forgetTimes() {
        return Mono.fromRunnable(missed::clear);
    }

    @Override
    public void start() {
        running = true;
        rounds.update(Recurring.every("The search for lost broadcasts", PERIOD, PERIOD, round -> look()));
    }

    @Override
    public void stop() {
        running = false;
        rounds.update(Disposables.disposed());
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
