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
    private final HlsAudience audience;
    private final ApplicationEventPublisher events;

    PostgresBroadcastBook(
            BroadcastWriter rows, LiveBroadcasts live, HlsAudience audience, ApplicationEventPublisher events) {
        this.rows = rows;
        this.live = live;
        this.audience = audience;
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

    /**
     * What is written of viewers now are those on the stage: the others are added when somebody asks. The most there ever were
     * can only be known in the moment, by the node that has the stage.
     */
    @Override
    public Mono<Void> tell(
            Broadcast broadcast, int viewers, int peakViewers, long totalViewers, List<Performer> performers) {
        return Mono.defer(() -> {
            long byHls = audience.present().getOrDefault(channel(broadcast), 0L);
            int most = Math.max(peakViewers, Viewers.together(viewers, byHls));
            return rows.tell(broadcast, viewers, most, totalViewers, performers);
        });
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
