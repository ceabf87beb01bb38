package live.weir.platform.live;

import java.util.Collection;
import java.util.Set;
import live.weir.platform.channel.OnAir;
import live.weir.platform.identity.ChannelId;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Answers for channels whether they are on air. */
@Component
class BroadcastsOnAir implements OnAir {

    private final BroadcastRepository broadcasts;

    BroadcastsOnAir(BroadcastRepository broadcasts) {
        this.broadcasts = broadcasts;
    }

    @Override
    public Mono<Set<ChannelId>> among(Collection<ChannelId> channels) {
        return channels.isEmpty() ? Mono.just(Set.of()) : broadcasts.onAirAmong(channels);
    }
}
