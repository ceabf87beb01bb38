package live.weir.bridge.engine;

import reactor.core.publisher.Mono;

/** A performer's session. */
public interface PublishSession extends MediaSession {

    PerformerId performer();

    /** Asks the performer's encoder for a keyframe; requests are merged and throttled. */
    void requestKeyframe();

    /** The publication's packets, decrypted, for one reader in this process. Ends with the session. */
    Mono<Tap> tap(TapSettings settings);
}
