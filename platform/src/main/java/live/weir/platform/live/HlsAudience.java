package live.weir.platform.live;

import java.util.Collection;
import java.util.Map;
import live.weir.platform.identity.ChannelId;
import reactor.core.publisher.Mono;

/**
 * Tells how many watch channels by HLS and DASH, apart from those on the stage. Declared here and answered by the feature that
 * knows, because that one depends on broadcasts and not the other way round.
 *
 * <p>Approximate: who watches is known by its address and its kind of player alone. Two alike behind one address are one; who
 * watches by the stage as well is counted there too, but for our own pages, which say that they have a seat (not on iPhones, whose player says nothing); whom a CDN serves
 * is not seen.
 */
public interface HlsAudience {

    /**
     * By all nodes, a few seconds old; by this node alone while nodes cannot tell one another. Channels that nobody watches so
     * are left out. Never fails.
     */
    Mono<Map<ChannelId, Long>> among(Collection<ChannelId> channels);

    /**
     * The same at once, of the channels that this node serves to somebody or makes the program of: of each channel at least the
     * node that has its stage can tell.
     */
    Map<ChannelId, Long> present();
}
