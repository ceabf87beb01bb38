package live.weir.platform.channel;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.security.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Channels for other features. */
@Service
public class ChannelService {

    private final ChannelRepository channels;
    private final ChannelViews views;
    private final ChannelCache cache;
    private final ChannelAccess access;

    ChannelService(ChannelRepository channels, ChannelViews views, ChannelCache cache, ChannelAccess access) {
        this.channels = channels;
        this.views = views;
        this.cache = cache;
        this.access = access;
    }

    /**
     * The channel, from the cache where possible; completes empty if there is none, or none that this caller may see.
     *
     * @param caller null for somebody who is not signed in
     */
    public Mono<ChannelSummary> find(String slug, @Nullable Caller caller) {
        return bySlug(slug).filterWhen(channel -> access.maySee(channel, caller));
    }

    /** The channel, from the cache where possible, without a check of visibility; completes empty if there is none. */
    public Mono<ChannelSummary> bySlug(String slug) {
        String canonical = Slug.canonical(slug);
        return Slug.isWellFormed(canonical) ? cache.summary(canonical) : Mono.empty();
    }

    /** In one query, without a check of visibility; ids without a channel are left out. */
    public Mono<Map<ChannelId, ChannelSummary>> byIds(Collection<ChannelId> ids) {
        return ids.isEmpty()
                ? Mono.just(Map.of())
                : channels.byIds(ids)
                        .flatMap(views::summaries)
                        .map(found ->
                                found.stream().collect(Collectors.toMap(ChannelSummary::id, Function.identity())));
    }

    /** Whether the caller may moderate what happens on the channel: its owner, its moderators, and the platform's. */
    public Mono<Boolean> mayModerate(Caller caller, ChannelId channel) {
        return access.mayModerate(channel, caller);
    }

    /** Forgets on all nodes what is shown of the channel: it went on air or off, say. */
    public Mono<Void> refresh(ChannelId channel) {
        return channels.byId(channel).flatMap(row -> cache.invalidate(row.slug()));
    }
}
