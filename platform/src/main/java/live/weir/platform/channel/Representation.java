package live.weir.platform.channel;

import live.weir.platform.web.CachedResponse;
import live.weir.platform.web.EntityTag;

/**
 * A channel ready to be sent.
 *
 * @param body what a read of this state would send
 * @param tag names this very body, live flag and owner's name included
 */
record Representation(String slug, byte[] body, EntityTag tag) {

    static Representation of(ChannelView view, byte[] body) {
        String tag = live.weir.platform.infrastructure.cache.EntityTag.of(body);
        return new Representation(view.slug(), body, CachedResponse.tagOf(tag));
    }
}
