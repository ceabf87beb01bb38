package live.weir.platform.stage;

import live.weir.bridge.engine.EngineCapabilities;
import live.weir.bridge.engine.EngineLoad;
import live.weir.bridge.engine.MediaEngine;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaException.Reason;
import live.weir.bridge.engine.MediaStage;
import live.weir.bridge.engine.StageId;
import live.weir.bridge.engine.StagePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Opens stages on one engine, and on another while the first cannot. A stage stays where it was opened. Since nobody knows
 * beforehand where that is, it can what both can.
 */
final class FallbackEngine implements MediaEngine {

    private static final Logger log = LoggerFactory.getLogger(FallbackEngine.class);

    private final MediaEngine first;
    private final MediaEngine second;

    FallbackEngine(MediaEngine first, MediaEngine second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public EngineCapabilities capabilities() {
        return first.capabilities().and(second.capabilities());
    }

    @Override
    public Mono<MediaStage> openStage(StageId id, StagePolicy policy) {
        return first.openStage(id, policy).onErrorResume(FallbackEngine::isUnable, failure -> {
            log.warn("Stage {} falls back to the engine inside the node: {}", id, failure.getMessage());
            return second.openStage(id, policy);
        });
    }

    private static boolean isUnable(Throwable error) {
        return error instanceof MediaException refused
                && (refused.reason() == Reason.FAILED || refused.reason() == Reason.OVERLOADED);
    }

    /** As busy as the less busy of the two: that is where a newcomer can go. */
    @Override
    public EngineLoad load() {
        EngineLoad one = first.load();
        EngineLoad other = second.load();
        return new EngineLoad(
                one.stages() + other.stages(),
                one.publications() + other.publications(),
                one.viewers() + other.viewers(),
                one.receivedBitsPerSecond() + other.receivedBitsPerSecond(),
                one.sentBitsPerSecond() + other.sentBitsPerSecond(),
                Math.min(one.busy(), other.busy()));
    }

    @Override
    public Mono<Void> close() {
        return first.close().onErrorComplete().then(second.close());
    }
}
