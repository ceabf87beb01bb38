package live.weir.platform.channel;

import live.weir.platform.security.Caller;
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

    Mono<Void> created(ChannelRow row, Caller by) {
        return changed(row);
    }

    Mono<Void> changed(ChannelRow row) {
        return cache.invalidate(row.slug()).then(told(new ChannelChanged(row.id(), row.slug())));
    }

    Mono<Void> deleted(ChannelRow row, Caller by) {
        return cache.invalidate(row.slug()).then(told(new ChannelDeleted(row.id(), row.slug())));
    }

    Mono<Void> keyCreated(ChannelRow channel, StreamKeyRow key, Caller by) {
        return Mono.empty();
    }

    Mono<Void> keyRotated(ChannelRow channel, StreamKeyRow key, Caller by) {
        return Mono.empty();
    }

    Mono<Void> keyRevoked(ChannelRow channel, String key, Caller by) {
        return Mono.empty();
    }

    Mono<Void> moderatorAdded(ChannelRow channel, String handle, Caller by) {
        return Mono.empty();
    }

    Mono<Void> moderatorRemoved(ChannelRow channel, String handle, Caller by) {
        return Mono.empty();
    }

    private Mono<Void> told(Object event) {
        return Mono.fromRunnable(() -> events.publishEvent(event));
    }
}
