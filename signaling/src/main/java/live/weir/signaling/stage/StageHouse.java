package live.weir.signaling.stage;

import live.weir.bridge.engine.PublishSession;
import live.weir.bridge.engine.TrackCount;
import live.weir.bridge.engine.ViewSession;
import reactor.core.publisher.Mono;

/** The stages of this node, for doors that know no seats. Refuses with {@link StageRefused}. */
public interface StageHouse {

    /**
     * An encoder publishes: it gets a seat on stage without a socket, and the stage goes live with its first picture. Opens
     * the stage on this node if it is open nowhere. A publication of the same {@code who} is replaced, unless the offer can be
     * used in part only: then it is refused, and nothing has changed.
     */
    Mono<PublishSession> publish(Performing who, String offer);

    /** A viewer who follows no stage events watches what is on stage. Without a stage on air it is {@code NOT_LIVE}. */
    Mono<ViewSession> watch(Watching who, WatchWish wish, String offer);

    /**
     * The same for a viewer whose own offer is of no use: the stage makes one, which {@link ViewSession#accept} completes. {@code
     * UNSUPPORTED} where the engine makes none.
     */
    Mono<ViewSession> offerToWatch(Watching who, WatchWish wish, TrackCount room);
}
