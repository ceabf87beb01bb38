package live.weir.signaling.stage;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import live.weir.bridge.engine.MediaEngine;
import live.weir.bridge.engine.PublishSession;
import live.weir.bridge.engine.TrackCount;
import live.weir.bridge.engine.ViewSession;
import live.weir.signaling.protocol.ServerMessage.Welcome;
import live.weir.signaling.protocol.StageCodec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The stages of this node. A stage is opened when somebody first needs it, which takes its lease, and is put away, lease and
 * all, a moment after the last one left.
 */
public final class Stages implements StageHouse {

    private static final Logger log = LoggerFactory.getLogger(Stages.class);
    private static final int MOST_TRIES = 5;
    private static final int HANDED_OVER_AT_ONCE = 16;

    /** In all less than two seconds: a crowd waits for it. */
    private static final int MOST_RECALLS = 4;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(800);

    private final StageServices services;
    private final ConcurrentMap<String, Place> places = new ConcurrentHashMap<>();
    private final Disposable.Swap leaseWatch = Disposables.swap();
    private volatile boolean closed;

    public Stages(MediaEngine engine, StagePorts ports, StageLimits limits, StageTime time, StageMeters meters) {
        this.services = new StageServices(
                engine,
                ports,
                limits,
                time,
                meters,
                new StageCodec(),
                new MemoryKeeper.Form(),
                new ClientShares(limits.maxSessionsPerClient()));
        open();
    }

    /** Where a channel's stage is or will be; {@code opened} and {@code lost} in whichever order they come. */
    private static final class Place {
        private final AtomicReference<@Nullable Stage> opened = new AtomicReference<>();
        private volatile long lostEpoch = Long.MIN_VALUE;
        private Mono<Stage> stage = Mono.empty();
    }

    /**
     * Somebody takes a seat, or takes it again; the socket is {@link SeatSocket#seated} before the welcome comes.
     *
     * @param ref of the hello
     */
    public Mono<Welcome> enter(Arrival arrival, SeatSocket socket, @Nullable String ref) {
        return at(arrival.channel(), stage -> stage.enter(arrival, socket, ref));
    }

    @Override
    public Mono<PublishSession> publish(Performing who, String offer) {
        return at(who.channel(), stage -> stage.publish(who, offer)).doOnError(StageRefused.class, this::count);
    }

    @Override
    public Mono<ViewSession> watch(Watching who, WatchWish wish, String offer) {
        return at(who.channel(), stage -> stage.watch(who, wish, offer)).doOnError(StageRefused.class, this::count);
    }

    @Override
    public Mono<ViewSession> offerToWatch(Watching who, WatchWish wish, TrackCount room) {
        return at(who.channel(), stage -> stage.offerToWatch(who, wish, room))
                .doOnError(StageRefused.class, this::count);
    }

    private void count(StageRefused refused) {
        services.meters().refused(refused.reason());
    }

    /** Ends the broadcast of a channel that is gone, and sends everybody away; completes when that is done. */
    public Mono<Void> channelGone(String channelId) {
        return Mono.defer(() -> {
            Place place = places.get(channelId);
            Stage stage = place == null ? null : place.opened.get();
            return stage == null ? Mono.empty() : stage.channelGone();
        });
    }

    private <T> Mono<T> at(ChannelCard channel, Function<Stage, Mono<T>> work) {
        return at(channel, work, MOST_TRIES);
    }

    /** Who comes to a stage that is just being put away waits for that, and has it opened anew. */
    private <T> Mono<T> at(ChannelCard channel, Function<Stage, Mono<T>> work, int tries) {
        return Mono.defer(() -> place(channel).stage)
                .flatMap(stage -> work.apply(stage)
                        .onErrorResume(
                                StageClosed.class,
                                gone -> tries == 1
                                        ? Mono.error(elsewhere())
                                        : stage.whenReleased().then(at(channel, work, tries - 1))));
    }

    private static StageRefused elsewhere() {
        return StageRefused.of(
                StageRefused.Reason.ELSEWHERE, "The stage is moving. Please try again.", Refusals.NOT_LIVE_YET);
    }

    private Place place(ChannelCard channel) {
        if (closed) {
            throw elsewhere();
        }
        return places.computeIfAbsent(channel.id(), id -> {
            Place place = new Place();
            place.stage = services.ports()
                    .leases()
                    .take(channel)
                    .flatMap(lease -> recall(channel)
                            .map(remembered -> open(place, channel, lease, remembered))
                            .switchIfEmpty(Mono.fromSupplier(() -> open(place, channel, lease, null))))
                    .switchIfEmpty(Mono.error(Stages::elsewhere))
                    .doOnError(refused -> places.remove(id, place))
                    .cache();
            return place;
        });
    }

    /**
     * A broadcast that would break off for a stumble of whoever keeps the memory is worth a moment's waiting; after that a stage
     * begins anew: better than none.
     */
    private Mono<Remembered> recall(ChannelCard channel) {
        return services.ports()
                .memory()
                .recall(channel.id())
                .retryWhen(Retry.backoff(MOST_RECALLS, FIRST_PAUSE)
                        .maxBackoff(LONGEST_PAUSE)
                        .jitter(0)
                        .scheduler(services.time().scheduler()))
                .mapNotNull(services.memoryForm()::read)
                .doOnError(failed -> beginsAnew(channel, failed))
                .onErrorComplete();
    }

    private void beginsAnew(ChannelCard channel, Throwable failed) {
        log.warn("The stage of {} begins anew: its memory cannot be had: {}", channel.slug(), failed.toString());
        services.meters().dropped("memory");
    }

    private Stage open(Place place, ChannelCard channel, Lease lease, @Nullable Remembered remembered) {
        Stage stage = new Stage(services, channel, lease, remembered, () -> places.remove(channel.id(), place));
        place.opened.set(stage);
        if (place.lostEpoch >= lease.epoch()) {
            stage.moveAway();
        } else if (closed) {
            stage.handOver();
        }
        return stage;
    }

    private void lost(Lease lease) {
        Place place = places.get(lease.channel());
        if (place == null) {
            return;
        }
        place.lostEpoch = lease.epoch();
        Stage stage = place.opened.get();
        if (stage != null && stage.lease().epoch() <= lease.epoch()) {
            stage.moveAway();
        }
    }

    /** How many stages are open. */
    public int count() {
        return places.size();
    }

    /** How many viewers the stages of this node have, by channel, as it stands now; those without any are left out. */
    public Map<String, Integer> audiences() {
        Map<String, Integer> audiences = new HashMap<>();
        places.forEach((channel, place) -> {
            Stage stage = place.opened.get();
            int viewers = stage == null ? 0 : stage.audience();
            if (viewers > 0) {
                audiences.put(channel, viewers);
            }
        });
        return audiences;
    }

    /** Account or networks with media sessions. */
    int clientsWithMedia() {
        return services.shares().clients();
    }

    /** The node takes stages, from the start and again after {@link #close}: a node may pause. */
    public void open() {
        leaseWatch.update(services.ports().leases().onLost(this::lost));
        closed = false;
    }

    /** The node ends: sockets are told to come back, and what is on air waits for its next owner. */
    public Mono<Void> close() {
        return Mono.defer(() -> {
            closed = true;
            leaseWatch.update(Disposables.disposed());
            return Flux.fromIterable(List.copyOf(places.values()))
                    .mapNotNull(place -> place.opened.get())
                    .flatMap(Stage::handOver, HANDED_OVER_AT_ONCE)
                    .then();
        });
    }
}
