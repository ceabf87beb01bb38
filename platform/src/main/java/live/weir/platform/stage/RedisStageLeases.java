package live.weir.platform.stage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import live.weir.platform.infrastructure.redis.Bus;
import live.weir.platform.resilience.DependencyUnavailable;
import live.weir.platform.resilience.Recurring;
import live.weir.signaling.stage.ChannelCard;
import live.weir.signaling.stage.Lease;
import live.weir.signaling.stage.StageLeases;
import live.weir.signaling.stage.StageRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The leases of this node, kept in Redis by renewing them.
 *
 * <pre>
 *        take            renewed every 1.5 s
 *  free ──────▶ mine ◀──────────────────────┐
 *   ▲             │ ────────────────────────┘
 *   │   release   │                     another node took it later
 *   └─────────────┤ ──────────────────────────────────────────────▶ lost (listeners are told)
 * </pre>
 *
 * <p>While Redis is away nothing is lost: a node goes on with what it has, and takes what it is asked for by itself. When
 * Redis is back, of two nodes that took the same stage the later one keeps it.
 */
final class RedisStageLeases implements StageLeases, SmartLifecycle {

    static final String TOPIC = "stage-lease";

    private static final Logger log = LoggerFactory.getLogger(RedisStageLeases.class);
    private static final Duration RENEWAL = Duration.ofMillis(1_500);
    private static final Duration FAREWELL = Duration.ofSeconds(1);
    private static final Duration COME_BACK = Duration.ofSeconds(1);
    private static final int AT_ONCE = 64;
    private static final int REMEMBERED = 10_000;

    /** After those that run stages, before the connections to Redis. */
    private static final int PHASE = 1_024;

    private final LeaseBoard board;
    private final Bus bus;
    private final Clock clock;
    private final LeaseMeters meters;
    private final Map<String, Lease> held = new ConcurrentHashMap<>();
    private final List<Consumer<Lease>> listeners = new CopyOnWriteArrayList<>();
    private final Disposable.Swap renewal = Disposables.swap();
    private final Disposable.Swap rejoining = Disposables.swap();
    private volatile boolean running;

    /** The highest epoch that this node has seen of each channel. */
    private final Cache<String, Long> epochs = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .executor(Runnable::run)
            .build();

    RedisStageLeases(LeaseBoard board, Bus bus, Clock clock, LeaseMeters meters) {
        this.board = board;
        this.bus = bus;
        this.clock = clock;
        this.meters = meters;
        meters.countHeld(held);
        bus.onRejoin(this::renewAtOnce);
    }

    @Override
    public Mono<Lease> take(ChannelCard channel) {
        return Mono.defer(() -> {
            Lease mine = held.get(channel.id());
            return mine == null ? takeFree(channel.id()) : Mono.just(mine);
        });
    }

    private Mono<Lease> takeFree(String channel) {
        return board.take(channel, epochs.asMap().getOrDefault(channel, 0L) + 1)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .onErrorResume(
                        DependencyUnavailable.class, away -> Mono.fromSupplier(() -> Optional.of(takeAlone(channel))))
                .flatMap(taken -> taken.map(lease -> Mono.just(keep(lease))).orElseGet(() -> elsewhere()))
                .delayUntil(lease -> bus.send(TOPIC, channel));
    }

    private Lease keep(Lease lease) {
        epochs.asMap().merge(lease.channel(), lease.epoch(), Math::max);
        Lease before = held.putIfAbsent(lease.channel(), lease);
        if (before == null) {
            meters.taken();
        }
        return before == null ? lease : before;
    }

    private Lease takeAlone(String channel) {
        long known = epochs.asMap().getOrDefault(channel, 0L);
        return new Lease(channel, Math.max(known + 1, clock.millis()));
    }

    private static Mono<Lease> elsewhere() {
        return Mono.error(StageRefused.of(
                StageRefused.Reason.ELSEWHERE, "The stage is on another node: come back at once.", COME_BACK));
    }

    @Override
    public Mono<Void> release(Lease lease) {
        return Mono.defer(() -> {
            held.remove(lease.channel(), lease);
            return giveBack(lease);
        });
    }

    /** What cannot be given back runs out by itself. */
    private Mono<Void> giveBack(Lease lease) {
        return board.release(lease)
                .onErrorComplete(DependencyUnavailable.class)
                .then(Mono.defer(() -> bus.send(TOPIC, lease.channel())));
    }

    @Override
    public Disposable onLost(Consumer<Lease> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Whether the stage is this node's, as far as it knows. */
    boolean holds(String channel) {
        return held.containsKey(channel);
    }

    private Mono<Void> renewAll() {
        return Flux.fromIterable(List.copyOf(held.values()))
                .flatMap(this::renew, AT_ONCE)
                .then();
    }

    private Mono<Void> renew(Lease lease) {
        return board.renew(lease)
                .filter(kept -> !kept)
                .filter(lost -> held.remove(lease.channel(), lease))
                .flatMap(lost -> {
                    lose(lease);
                    return bus.send(TOPIC, lease.channel());
                })
                .onErrorComplete(DependencyUnavailable.class);
    }

    private void lose(Lease lease) {
        log.warn("Another node has taken the stage of channel {}", lease.channel());
        meters.lost();
        for (Consumer<Lease> listener : listeners) {
            listener.accept(lease);
        }
    }

    private void renewAtOnce() {
        if (running) {
            rejoining.update(renewAll().subscribe(done -> {}, error -> log.error("Leases were not renewed", error)));
        }
    }

    @Override
    public void start() {
        running = true;
        renewal.update(Recurring.every("The renewal of leases", RENEWAL, RENEWAL, round -> renewAll()));
    }

    /**
     * Gives back what is still held, so that others need not wait for it to run out. A node that was only paused takes it
     * again, if nobody else did.
     */
    @Override
    public void stop(Runnable callback) {
        running = false;
        rejoining.update(Disposables.disposed());
        renewal.update(Flux.fromIterable(List.copyOf(held.values()))
                .flatMap(this::giveBack, AT_ONCE)
                .then()
                .timeout(FAREWELL)
                .doFinally(end -> callback.run())
                .subscribe(done -> {}, error -> log.debug("Leases run out by themselves: {}", error.getMessage())));
    }

    @Override
    public void stop() {
        running = false;
        rejoining.update(Disposables.disposed());
        renewal.update(Disposables.disposed());
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
