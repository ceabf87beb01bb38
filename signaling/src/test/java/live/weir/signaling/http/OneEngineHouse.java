package live.weir.signaling.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import live.weir.bridge.engine.MediaEngine;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaStage;
import live.weir.bridge.engine.PerformerId;
import live.weir.bridge.engine.PublishSession;
import live.weir.bridge.engine.StageId;
import live.weir.bridge.engine.StagePolicy;
import live.weir.bridge.engine.TrackCount;
import live.weir.bridge.engine.ViewChoice;
import live.weir.bridge.engine.ViewSession;
import live.weir.signaling.stage.Performing;
import live.weir.signaling.stage.StageHouse;
import live.weir.signaling.stage.StageRefused;
import live.weir.signaling.stage.StageRefused.Reason;
import live.weir.signaling.stage.WatchWish;
import live.weir.signaling.stage.Watching;
import reactor.core.publisher.Mono;

/** As little of a stage as the doors need: one in the engine for each channel. */
final class OneEngineHouse implements StageHouse {

    private final MediaEngine engine;
    private final Map<String, Mono<MediaStage>> stages = new ConcurrentHashMap<>();
    private volatile boolean busy;

    OneEngineHouse(MediaEngine engine) {
        this.engine = engine;
    }

    void busy(boolean value) {
        busy = value;
    }

    @Override
    public Mono<PublishSession> publish(Performing who, String offer) {
        return stage(who.channel().slug())
                .flatMap(stage -> stage.publishWhole(new PerformerId(who.who()), offer))
                .onErrorMap(MediaException.class, OneEngineHouse::refused);
    }

    @Override
    public Mono<ViewSession> watch(Watching who, WatchWish wish, String offer) {
        return stage(who.channel().slug())
                .flatMap(stage -> stage.publications().isEmpty()
                        ? Mono.error(StageRefused.of(Reason.NOT_LIVE, "Nobody is on air."))
                        : stage.view(offer, choice(wish)))
                .onErrorMap(MediaException.class, OneEngineHouse::refused);
    }

    @Override
    public Mono<ViewSession> offerToWatch(Watching who, WatchWish wish, TrackCount room) {
        return stage(who.channel().slug())
                .flatMap(stage -> stage.offerToView(room, choice(wish)))
                .onErrorMap(MediaException.class, OneEngineHouse::refused);
    }

    private static ViewChoice choice(WatchWish wish) {
        return new ViewChoice(
                wish.performers().stream().map(PerformerId::new).collect(Collectors.toSet()),
                wish.video(),
                wish.maxHeight());
    }

    private Mono<MediaStage> stage(String slug) {
        if (busy) {
            return Mono.error(StageRefused.of(Reason.OVERLOADED, "This server is busy."));
        }
        return stages.computeIfAbsent(
                slug,
                name -> engine.openStage(new StageId(name), StagePolicy.defaults())
                        .cache());
    }

    private static StageRefused refused(MediaException error) {
        return StageRefused.because(
                switch (error.reason()) {
                    case BAD_DESCRIPTION -> Reason.INVALID;
                    case UNSUPPORTED -> Reason.UNSUPPORTED;
                    case CONFLICT -> Reason.CONFLICT;
                    case GONE -> Reason.NOT_FOUND;
                    case OVERLOADED -> Reason.OVERLOADED;
                    case FAILED -> Reason.FAILED;
                },
                error);
    }
}
