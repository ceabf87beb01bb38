package live.weir.platform.live;

import java.util.Collection;
import java.util.Set;
import live.weir.platform.identity.ChannelId;
import reactor.core.publisher.Mono;

/**
 * Tells which channels' stages some node holds. Declared here and answered by the room that knows, because that one depends
 * on broadcasts and not the other way round.
 */
public interface StagesHeld {

    /** Fails while nobody can tell. */
    Mono<Set<ChannelId>> among(Collection<ChannelId> channels);
}
