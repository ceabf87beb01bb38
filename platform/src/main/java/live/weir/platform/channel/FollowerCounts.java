package live.weir.platform.channel;

import java.time.Duration;
import java.util.UUID;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.infrastructure.cache.CachePolicy;
import live.weir.platform.infrastructure.cache.Caches;
import live.weir.platform.infrastructure.cache.JsonCodec;
import live.weir.platform.infrastructure.cache.TwoLevelCache;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * How many follow a channel: every page asks, and counting a big channel's takes Postgres a while. A small channel's count
 * is exact at once; a big one's is up to ten seconds old, so that a rush of followers does not make everybody count again.
 */
@Component
class FollowerCounts {

    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final Duration STALE = Duration.ofHours(1);
    private static final int CHANNELS = 10_000;
    private static final long SMALL = 1_000;

    private final TwoLevelCache<Count> counts;

    record Count(long followers) {}

    FollowerCounts(Caches caches, FollowerRepository followers, JsonMapper json) {
        this.counts = caches.create(
                "channel-followers",
                new CachePolicy(CHANNELS, FRESH, FRESH, STALE),
                new JsonCodec<>(json, Count.class),
                id -> followers.count(new ChannelId(UUID.fromString(id))).map(Count::new));
    }

    Mono<Long> of(ChannelId channel) {
        return counts.get(channel.value().toString())
                .flatMap(known -> Mono.justOrEmpty(known.value()))
                .map(Count::followers)
                .defaultIfEmpty(0L);
    }

    Mono<Void> changed(ChannelId channel) {
        return of(channel)
                .filter(count -> count < SMALL)
                .flatMap(count -> counts.invalidate(channel.value().toString()));
    }
}
