package live.weir.bridge.engine;

import reactor.core.publisher.Mono;

/**
 * What moves the media. One engine holds many stages; whoever calls it never learns which kind it is, but what it can do
 * ({@link #capabilities}).
 *
 * <p>Every {@code Mono} of this package does its work once, when it is subscribed to, never blocks its caller, and fails
 * with {@link MediaException} where the caller, the peer or the engine's bounds are at fault.
 */
public interface MediaEngine {

    EngineCapabilities capabilities();

    /** Opens a stage; an id that is open already is a {@link MediaException.Reason#CONFLICT}. */
    Mono<MediaStage> openStage(StageId id, StagePolicy policy);

    EngineLoad load();

    /** Closes every stage and gives everything back. */
    Mono<Void> close();
}
