package live.weir.platform.channel;

import java.util.Collection;
import java.util.Map;
import live.weir.platform.identity.ChannelId;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Tells how channels that are on air reach a large audience. Declared here and answered by the feature that knows, because
 * that one depends on channels and not the other way round.
 */
public interface HlsReach {

    /** Channels of which nothing is known, or nothing just now, are left out. */
    Mono<Map<ChannelId, Hls>> among(Collection<ChannelId> channels);

    /**
     * @param playlist where it is watched, if it can be
     * @param picture the newest of it, if there is one
     * @param unavailable why it cannot be watched though it should be, in a sentence
     */
    record Hls(
            @Nullable String playlist,
            @Nullable String picture,
            @Nullable String unavailable) {

        public static final Hls NONE = new Hls(null, null, null);
    }
}
