package live.weir.platform.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import live.weir.bridge.transcode.ingest.IngestHouse;
import live.weir.platform.infrastructure.NodeSettings;
import live.weir.platform.infrastructure.NodeSettings.Role;
import live.weir.platform.live.LiveBroadcasts;
import live.weir.platform.resilience.Recurring;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** What all doors for encoders have in common, once the first of them opens: the workers, and the desk that gives them out. */
@Component
class IngestWorkshop implements SmartLifecycle {

    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final int OPENING_THREADS = 2;
    private static final int OPENING_WAIT = 1000;

    private final IngestSettings limits;
    private final NodeSettings node;
    private final Doorkeeper doorkeeper;
    private final LiveBroadcasts broadcasts;
    private final Disposable.Swap looks = Disposables.swap();
    private volatile @Nullable Open open;

    private record Open(IngestHouse house, Scheduler opening, EncoderDesk desk) {}

    IngestWorkshop(
            IngestSettings limits,
            NodeSettings node,
            Doorkeeper doorkeeper,
            LiveBroadcasts broadcasts,
            MeterRegistry registry) {
        this.limits = limits;
        this.node = node;
        this.doorkeeper = doorkeeper;
        this.broadcasts = broadcasts;
        IngestMeters.register(registry, this);
    }

    /** Of the workers; 0 while there are none. */
    double figure(ToDoubleFunction<IngestHouse> figure) {
        Open now = open;
        return now == null ? 0 : figure.applyAsDouble(now.house());
    }

    /** For doors, one after another as they start. Empty where no encoders are taken. */
    Optional<EncoderDesk> desk() {
        if (!node.roles().contains(Role.STAGE) || doorkeeper.whip("any").isEmpty()) {
            return Optional.empty();
        }
        Open now = open;
        if (now == null) {
            now = furnish();
            open = now;
        }
        return Optional.of(now.desk());
    }

    private Open furnish() {
        IngestHouse house = new IngestHouse(
                limits.limits(), node.homeDirectory().resolve("runtime").resolve("ffmpeg"));
        Scheduler opening = Schedulers.newBoundedElastic(OPENING_THREADS, OPENING_WAIT, "weir-ingest-open");
        EncoderDesk desk = new EncoderDesk(doorkeeper, house, opening);
        looks.update(Recurring.every("Looking for broadcasts that were ended", LOOK, LOOK, round -> look(desk)));
        return new Open(house, opening, desk);
    }

    @Override
    public void start() {
        // Doors ask for it.
    }

    private Mono<Void> look(EncoderDesk desk) {
        return Flux.fromIterable(desk.onAir())
                .concatMap(encoder ->
                        broadcasts.isOnAir(encoder.channel().channel()).doOnNext(encoder::found))
                .then();
    }

    @Override
    public void stop() {
        looks.update(Disposables.disposed()); // not disposed itself: a context may start again
        Open last = open;
        open = null;
        if (last != null) {
            last.house().close();
            last.opening().dispose();
        }
    }

    @Override
    public boolean isRunning() {
        return open != null;
    }

    /** After the doors when it stops: workers take their leave of a web server that still listens. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }
}
