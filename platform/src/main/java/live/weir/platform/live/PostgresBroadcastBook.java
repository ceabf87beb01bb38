package live.weir.platform.live;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import live.weir.platform.identity.ChannelId;
import live.weir.signaling.stage.BroadcastBook;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Broadcasts as they happen, written down; and what is shown of their channels is made new. */
@Component
class PostgresBroadcastBook implements BroadcastBook {

    private final BroadcastWriter rows;
    private final LiveBroadcasts live;
    private final ApplicationEventPublisher events;

    PostgresBroadcastBook(BroadcastWriter rows, LiveBroadcasts live, ApplicationEventPublisher events) {
        this.rows = rows;
        this.live = live;
        this.events = events;
    }

    @Override
    public Mono<Void> began(Broadcast broadcast) {
        return rows.begin(broadcast)
                .doOnNext(begun -> tell(
                        begun,
                        new BroadcastBegan(
                                broadcast.id(),
                                channel(broadcast),
                                broadcast.channel().slug(),
                                broadcast.channel().title(),
                                broadcast.startedAt())))
                .flatMap(begun -> shown(broadcast, begun));
    }

    @Override
    public Mono<Void> tell(
            Broadcast broadcast, int viewers, int peakViewers, long totalViewers, List<Performer> performers) {
        return rows.tell(broadcast, viewers, peakViewers, totalViewers, performers);
    }

    @Override
    public Mono<Void> ended(Broadcast broadcast, Instant at, Cause cause) {
        return rows.end(broadcast, at, cause)
                .doOnNext(ended -> tell(
                        ended,
                        new BroadcastOver(
                                broadcast.id(),
                                channel(broadcast),
                                broadcast.channel().slug(),
                                at)))
                .flatMap(ended -> shown(broadcast, ended));
    }

    private void tell(boolean changed, Object event) {
        if (changed) {
            events.publishEvent(event);
        }
    }

    private Mono<Void> shown(Broadcast broadcast, boolean changed) {
        return changed ? live.changed(channel(broadcast)) : Mono.empty();
    }

    static ChannelId channel(Broadcast broadcast) {
        return new ChannelId(UUID.fromString(broadcast.channel().id()));
    }
}
