package live.weir.platform.live;

import java.util.Collection;
import java.util.Map;
import live.weir.platform.channel.Airtime;
import live.weir.platform.channel.OnAir;
import live.weir.platform.identity.ChannelId;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Answers for channels when they are and were on air. */
@Component
class BroadcastsOnAir implements OnAir {

    private final BroadcastRepository broadcasts;

    BroadcastsOnAir(BroadcastRepository broadcasts) {
        this.broadcasts = broadcasts;
    }

    @Override
    public Mono<Map<ChannelId, Airtime>> among(Collection<ChannelId> channels) {
        return channels.isEmpty() ? Mono.just(Map.of()) : broadcasts.airtimes(channels);
    }
}
