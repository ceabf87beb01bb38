package live.weir.platform.channel;

import java.util.Collection;
import java.util.Map;
import live.weir.platform.identity.ChannelId;
import reactor.core.publisher.Mono;

/**
 * Tells when channels are and were on air. Declared here and answered by the feature that knows, because that one depends
 * on channels and not the other way round.
 */
public interface OnAir {

    /** Channels that were never on air are left out. */
    Mono<Map<ChannelId, Airtime>> among(Collection<ChannelId> channels);
}
