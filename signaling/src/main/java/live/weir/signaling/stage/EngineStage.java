package live.weir.signaling.stage;

import java.util.function.Consumer;
import live.weir.bridge.engine.MediaEngine;
import live.weir.bridge.engine.MediaStage;
import live.weir.bridge.engine.StageEvent;
import live.weir.bridge.engine.StageId;
import live.weir.bridge.engine.StagePolicy;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The engine's side of a stage: opened when the first media comes, and again if it ended. Belongs to the mailbox. */
final class EngineStage {

    private final MediaEngine engine;
    private final StageId id;
    private final StagePolicy policy;
    private final Undertakings undertakings;
    private final Consumer<StageEvent> news;
    private @Nullable Mono<MediaStage> opening;
    private Mono<Void> closing = Mono.empty();

    EngineStage(
            MediaEngine engine, StageId id, StagePolicy policy, Undertakings undertakings, Consumer<StageEvent> news) {
        this.engine = engine;
        this.id = id;
        this.policy = policy;
        this.undertakings = undertakings;
        this.news = news;
    }

    /** The same for all who wait. */
    Mono<MediaStage> open() {
        Mono<MediaStage> known = opening;
        if (known == null) {
            known = closing.onErrorComplete().then(engine.openStage(id, policy)).cache();
            opening = known;
            Mono<MediaStage> mine = known;
            undertakings.begin(known, stage -> listen(mine, stage), failed -> forget(mine));
        }
        return known;
    }

    private void listen(Mono<MediaStage> mine, MediaStage stage) {
        undertakings.listen(stage.events(), news, () -> forget(mine));
    }

    private void forget(Mono<MediaStage> which) {
        if (opening == which) {
            opening = null;
        }
    }

    /** Ends all sessions; what comes later opens it anew. */
    Mono<Void> close() {
        Mono<MediaStage> open = opening;
        opening = null;
        if (open != null) {
            closing = open.onErrorComplete().flatMap(MediaStage::close).cache();
        }
        return closing;
    }

    boolean isOpen() {
        return opening != null;
    }
}
