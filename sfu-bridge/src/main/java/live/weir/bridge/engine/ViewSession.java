package live.weir.bridge.engine;

import reactor.core.publisher.Mono;

/** A viewer's session. */
public interface ViewSession extends MediaSession {

    ViewChoice choice();

    /** Changes what the viewer sees and hears. Needs no new description as long as there is room for the tracks. */
    Mono<Void> choose(ViewChoice choice);
}
