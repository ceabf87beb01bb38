package live.weir.platform.channel;

import live.weir.platform.web.CachedResponse;
import live.weir.platform.web.EntityTag;

/** A channel ready to be sent. */
final class Representation {

    private final String slug;
    private final byte[] body;
    private final EntityTag tag;

    private Representation(String slug, byte[] body, EntityTag tag) {
        this.slug = slug;
        this.body = body;
        this.tag = tag;
    }

    static Representation of(ChannelView view, byte[] body) {
        String tag = live.weir.platform.infrastructure.cache.EntityTag.of(body);
        return new Representation(view.slug(), body, CachedResponse.tagOf(tag));
    }

    String slug() {
        return slug;
    }

    /** What a read of this state would send. */
    byte[] body() {
        return body;
    }

    /** Names this very body, live flag and owner's name included. */
    EntityTag tag() {
        return tag;
    }
}
