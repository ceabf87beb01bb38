package live.weir.platform.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import live.weir.bridge.ingest.rtmp.RtmpDoor;
import live.weir.bridge.transcode.ingest.IngestHouse;
import live.weir.platform.infrastructure.NodeSettings;
import live.weir.platform.infrastructure.NodeSettings.Role;
import live.weir.platform.launch.StartupNotice;
import live.weir.platform.live.LiveBroadcasts;
import live.weir.platform.resilience.Recurring;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Opens the door when the node listens and closes it before it stops listening: encoders come back by themselves, to another node. A
 * door that cannot be opened costs nobody else anything.
 */
@Component
class RtmpIngest implements SmartLifecycle, StartupNotice {

    private static final Logger log = LoggerFactory.getLogger(RtmpIngest.class);
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final int OPENING_THREADS = 2;
    private static final int OPENING_WAIT = 1000;

    private final RtmpDoorSettings settings;
    private final IngestSettings limits;
    private final NodeSettings node;
    private final Doorkeeper doorkeeper;
    private final LiveBroadcasts broadcasts;
    private final IngestMeters meters;
    private final Disposable.Swap looks = Disposables.swap();
    private volatile @Nullable Open open;

    /** What there is while the door is open. */
    private record Open(RtmpDoor door, IngestHouse house, Scheduler opening) {}

    RtmpIngest(
            RtmpDoorSettings settings,
            IngestSettings limits,
            NodeSettings node,
            Doorkeeper doorkeeper,
            LiveBroadcasts broadcasts,
            MeterRegistry registry) {
        this.settings = settings;
        this.limits = limits;
        this.node = node;
        this.doorkeeper = doorkeeper;
        this.broadcasts = broadcasts;
        this.meters = new IngestMeters(registry, this::house, this::connections);
    }

    private @Nullable IngestHouse house() {
        Open now = open;
        return now == null ? null : now.house();
    }

    private int connections() {
        Open now = open;
        return now == null ? 0 : now.door().connections();
    }

    /** Where encoders come; empty if there is no door. */
    OptionalInt port() {
        Open now = open;
        return now == null ? OptionalInt.empty() : OptionalInt.of(now.door().port());
    }

    @Override
    public Optional<String> sentence(String base) {
        OptionalInt listening = port();
        return listening.isPresent()
                ? Optional.of("OBS and other encoders publish to " + (settings.isTls() ? "rtmps" : "rtmp")
                        + "://localhost:" + listening.getAsInt() + "/live with a stream key")
                : Optional.empty();
    }

    @Override
    public void start() {
        if (!settings.enabled()
                || !node.roles().contains(Role.STAGE)
                || doorkeeper.whip("any").isEmpty()) {
            return;
        }
        IngestHouse house = new IngestHouse(
                limits.limits(), node.homeDirectory().resolve("runtime").resolve("ffmpeg"));
        Scheduler opening = Schedulers.newBoundedElastic(OPENING_THREADS, OPENING_WAIT, "weir-ingest-open");
        EncoderDesk desk = new EncoderDesk(doorkeeper, house, opening);
        try {
            open = new Open(RtmpDoor.open(settings.door(), desk, meters), house, opening);
            looks.update(Recurring.every("Looking for broadcasts that were ended", LOOK, LOOK, round -> look(desk)));
        } catch (IOException taken) {
            house.close();
            opening.dispose();
            log.warn(
                    "There is no RTMP here: port {} cannot be opened ({}). Choose another by WEIR_RTMP_PORT, or WEIR_RTMP_ENABLED=false",
                    settings.port(),
                    taken.getMessage());
        }
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
            last.door().close();
            last.house().close();
            last.opening().dispose();
        }
    }

    @Override
    public boolean isRunning() {
        return open != null;
    }

    /** Last to start and first to stop: workers take their leave of a web server that still listens. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
