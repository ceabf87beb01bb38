package live.weir.platform.live;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import live.weir.platform.identity.ChannelId;
import live.weir.signaling.stage.BroadcastBook;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Broadcasts as they happen, written down; and what is shown of their channels is made new. */
@Component
class PostgresBroadcastBook implements BroadcastBook {

    private final BroadcastWriter rows;
    private final LiveBroadcasts live;

    PostgresBroadcastBook(BroadcastWriter rows, LiveBroadcasts live) {
        this.rows = rows;
        this.live = live;
    }

    @Override
    public Mono<Void> began(Broadcast broadcast) {
        return rows.begin(broadcast).flatMap(begun -> shown(broadcast, begun));
    }

    @Override
    public Mono<Void> tell(
            Broadcast broadcast, int viewers, int peakViewers, long totalViewers, List<Performer> performers) {
        return rows.tell(broadcast, viewers, peakViewers, totalViewers, performers);
    }

    @Override
    public Mono<Void> ended(Broadcast broadcast, Instant at, Cause cause) {
        return rows.end(broadcast, at, cause).flatMap(ended -> shown(broadcast, ended));
    }

    private Mono<Void> shown(Broadcast broadcast, boolean changed) {
        return changed ? live.changed(channel(broadcast)) : Mono.empty();
    }

    static ChannelId channel(Broadcast broadcast) {
        return new ChannelId(UUID.fromString(broadcast.channel().id()));
    }
}
