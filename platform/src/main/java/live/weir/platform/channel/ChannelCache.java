package live.weir.platform.channel;

import java.util.List;
import live.weir.platform.infrastructure.cache.CacheCodec;
import live.weir.platform.infrastructure.cache.Cached;
import live.weir.platform.infrastructure.cache.Caches;
import live.weir.platform.infrastructure.cache.JsonCodec;
import live.weir.platform.infrastructure.cache.TwoLevelCache;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Channels by slug, in memory: as the API shows them (the cached bytes are the response's body) and as other features
 * need them. Private channels are in it too: whoever reads from here decides who may see what was read.
 */
@Component
class ChannelCache {

    private final ChannelViews shown;
    private final CacheCodec<ChannelView> codec;
    private final TwoLevelCache<ChannelView> views;
    private final TwoLevelCache<ChannelSummary> summaries;

    ChannelCache(
            Caches caches,
            ChannelSettings settings,
            JsonMapper json,
            ChannelRepository repository,
            ChannelViews shown) {
        this.shown = shown;
        this.codec = new JsonCodec<>(json, ChannelView.class);
        this.views = caches.create(
                "channels",
                settings.cache(),
                codec,
                slug -> repository.bySlug(slug).flatMap(shown::of));
        this.summaries = caches.create(
                "channel-summaries",
                settings.cache(),
                new JsonCodec<>(json, ChannelSummary.class),
                slug -> repository
                        .bySlug(slug)
                        .flatMap(row -> shown.summaries(List.of(row)))
                        .flatMap(found -> Mono.justOrEmpty(found.stream().findFirst())));
    }

    @Nullable
    Cached<ChannelView> peek(String slug) {
        return views.peek(slug);
    }

    Mono<Cached<ChannelView>> view(String slug) {
        return views.get(slug);
    }

    Mono<ChannelSummary> summary(String slug) {
        return summaries.get(slug).flatMap(known -> Mono.justOrEmpty(known.value()));
    }

    /** On all nodes. Call it after the commit. */
    Mono<Void> invalidate(String slug) {
        return Mono.when(views.invalidate(slug), summaries.invalidate(slug));
    }

    /** The body and tag that reads of this state would give; completes empty if the owner went this moment. */
    Mono<Representation> represent(ChannelRow row) {
        return shown.of(row).map(view -> Representation.of(view, codec.encode(view)));
    }
}
