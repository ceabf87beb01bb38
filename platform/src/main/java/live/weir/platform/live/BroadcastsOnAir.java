package live.weir.platform.live;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import live.weir.platform.channel.Airtime;
import live.weir.platform.channel.OnAir;
import live.weir.platform.identity.ChannelId;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Answers for channels when they are and were on air, and for how many. */
@Component
class BroadcastsOnAir implements OnAir {

    private final BroadcastRepository broadcasts;
    private final HlsAudience audience;

    BroadcastsOnAir(BroadcastRepository broadcasts, HlsAudience audience) {
        this.broadcasts = broadcasts;
        this.audience = audience;
    }

    @Override
    public Mono<Map<ChannelId, Airtime>> among(Collection<ChannelId> channels) {
        return channels.isEmpty()
                ? Mono.just(Map.of())
                : broadcasts.airtimes(channels).flatMap(this::withAudience);
    }

    private Mono<Map<ChannelId, Airtime>> withAudience(Map<ChannelId, Airtime> onStage) {
        List<ChannelId> onAir = onStage.entrySet().stream()
                .filter(airtime -> airtime.getValue().now() != null)
                .map(Map.Entry::getKey)
                .toList();
        return audience.among(onAir).map(byHls -> {
            Map<ChannelId, Airtime> all = new HashMap<>(onStage);
            byHls.forEach((channel, count) -> all.computeIfPresent(channel, (id, airtime) -> joined(airtime, count)));
            return all;
        });
    }

    private static Airtime joined(Airtime airtime, long byHls) {
        Airtime.Present now = airtime.now();
        return now == null
                ? airtime
                : new Airtime(
                        new Airtime.Present(now.startedAt(), Viewers.together(now.viewers(), byHls)), airtime.last());
    }
}
