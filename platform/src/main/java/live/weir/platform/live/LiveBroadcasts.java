package live.weir.platform.live;

import java.time.Instant;
import java.util.List;
import live.weir.platform.channel.Airtime;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.web.Page;
import live.weir.platform.web.PageRequest;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Who is on air, for other features. */
@Service
public class LiveBroadcasts {

    private final BroadcastRepository broadcasts;
    private final LivePages pages;
    private final ChannelService channels;

    LiveBroadcasts(BroadcastRepository broadcasts, LivePages pages, ChannelService channels) {
        this.broadcasts = broadcasts;
        this.pages = pages;
        this.channels = channels;
    }

    /** What is on air on public channels, the newest first; up to a few seconds old. */
    public Mono<Page<LiveBroadcast>> onAir(PageRequest request) {
        return pages.get(request)
                .flatMap(known -> Mono.justOrEmpty(known.value()).map(LivePage::page));
    }

    public Mono<Boolean> isOnAir(ChannelId channel) {
        return broadcasts.onAirAmong(List.of(channel)).map(found -> !found.isEmpty());
    }

    /** Since when the channel is on air; completes empty if it is not. */
    public Mono<Instant> onAirSince(ChannelId channel) {
        return broadcasts
                .airtimes(List.of(channel))
                .flatMap(found -> Mono.justOrEmpty(found.get(channel)))
                .flatMap(airtime -> Mono.justOrEmpty(airtime.now()))
                .map(Airtime.Present::startedAt);
    }

    /** To be called after a channel went on air or off and that is committed: what is shown of it is forgotten. */
    public Mono<Void> changed(ChannelId channel) {
        return channels.refresh(channel);
    }
}
