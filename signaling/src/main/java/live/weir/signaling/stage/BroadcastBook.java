package live.weir.signaling.stage;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * What lasts of a broadcast; written by the platform. Each call may be repeated until it succeeds; a call of an earlier
 * epoch than the last one changes nothing.
 */
public interface BroadcastBook {

    /** A live run of a channel, from the first picture on. */
    record Broadcast(UUID id, ChannelCard channel, Lease lease, Instant startedAt) {}

    /** Who was on stage. */
    record Performer(String name, String role, Instant from) {}

    /** Why a broadcast ended. */
    enum Cause {
        /** The host ended it. */
        HOST,
        /** Nobody on stage came back. */
        GRACE_OVER,
        /** The channel is gone. */
        CHANNEL_GONE,
        /** Its node died, and nobody came back. */
        NODE_LOST
    }

    Mono<Void> began(Broadcast broadcast);

    Mono<Void> tell(Broadcast broadcast, int viewers, int peakViewers, long totalViewers, List<Performer> performers);

    Mono<Void> ended(Broadcast broadcast, Instant at, Cause cause);
}
