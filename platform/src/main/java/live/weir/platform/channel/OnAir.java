package live.weir.platform.channel;

import java.util.Collection;
import java.util.Set;
import live.weir.platform.identity.ChannelId;
import reactor.core.publisher.Mono;

/**
 * Tells which channels are on air. Declared here and answered by the feature that knows, because that one depends on
 * channels and not the other way round.
 */
public interface OnAir {

    Mono<Set<ChannelId>> among(Collection<ChannelId> channels);
}
