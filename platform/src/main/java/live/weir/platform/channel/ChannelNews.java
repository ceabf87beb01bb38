package live.weir.platform.channel;

import live.weir.platform.identity.ChannelId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What follows a committed change: caches forget on all nodes, then those who listen here are told. */
@Component
class ChannelNews {

    private final ChannelCache cache;
    private final ApplicationEventPublisher events;

    ChannelNews(ChannelCache cache, ApplicationEventPublisher events) {
        this.cache = cache;
        this.events = events;
    }

    Mono<Void> changed(ChannelId channel, String slug) {
        return cache.invalidate(slug)
                .then(Mono.fromRunnable(() -> events.publishEvent(new ChannelChanged(channel, slug))));
    }

    Mono<Void> deleted(ChannelId channel, String slug) {
        return cache.invalidate(slug)
                .then(Mono.fromRunnable(() -> events.publishEvent(new ChannelDeleted(channel, slug))));
    }
}
