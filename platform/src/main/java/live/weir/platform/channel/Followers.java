package live.weir.platform.channel;

import java.time.Instant;
import java.util.UUID;
import live.weir.platform.identity.AccountId;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.infrastructure.redis.Bus;
import live.weir.platform.security.Caller;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Who follows a channel. */
@Service
public class Followers {

    private static final Logger log = LoggerFactory.getLogger(Followers.class);
    private static final String TOPIC = "channel-follow";

    static final int MOST_FOLLOWED = 2_000;

    private final ChannelService channels;
    private final FollowerRepository followers;
    private final FollowerCounts counts;
    private final Bus bus;
    private final ApplicationEventPublisher events;

    /** @param since null for who does not follow */
    record Following(@Nullable Instant since, long followers) {}

    Followers(
            ChannelService channels,
            FollowerRepository followers,
            FollowerCounts counts,
            Bus bus,
            ApplicationEventPublisher events) {
        this.channels = channels;
        this.followers = followers;
        this.counts = counts;
        this.bus = bus;
        this.events = events;
        bus.listen(TOPIC, this::heard);
    }

    /** Since when the account follows; completes empty if it does not. */
    public Mono<Instant> since(ChannelId channel, AccountId account) {
        return followers.since(channel, account);
    }

    Mono<Following> show(String slug, @Nullable Caller caller) {
        return seen(slug, caller).flatMap(channel -> following(channel, caller));
    }

    private Mono<ChannelSummary> seen(String slug, @Nullable Caller caller) {
        return channels.find(slug, caller).switchIfEmpty(Mono.error(() -> ChannelAccess.notFound(slug)));
    }

    private Mono<Following> following(ChannelSummary channel, @Nullable Caller caller) {
        Mono<Long> count = counts.of(channel.id());
        return caller == null
                ? count.map(followed -> new Following(null, followed))
                : followers
                        .since(channel.id(), caller.id())
                        .flatMap(since -> count.map(followed -> new Following(since, followed)))
                        .switchIfEmpty(count.map(followed -> new Following(null, followed)));
    }

    Mono<Following> follow(Caller caller, String slug) {
        return seen(slug, caller)
                .filter(channel -> !channel.ownerId().equals(caller.id()))
                .switchIfEmpty(Mono.error(Followers::ownChannel))
                .delayUntil(channel -> followers
                        .mayAdd(channel.id(), caller.id(), MOST_FOLLOWED)
                        .filter(may -> may)
                        .switchIfEmpty(Mono.error(Followers::tooMany))
                        .flatMap(may -> followers.add(channel.id(), caller.id()))
                        // The channel or the account went meanwhile.
                        .onErrorMap(DataIntegrityViolationException.class, gone -> ChannelAccess.notFound(slug))
                        .filter(changed -> changed)
                        .flatMap(changed -> changed(channel.id(), caller.id())))
                .flatMap(channel -> following(channel, caller));
    }

    Mono<Following> unfollow(Caller caller, String slug) {
        return seen(slug, caller)
                .delayUntil(channel -> followers
                        .remove(channel.id(), caller.id())
                        .filter(changed -> changed)
                        .flatMap(changed -> changed(channel.id(), caller.id())))
                .flatMap(channel -> following(channel, caller));
    }

    /** Here at once, also while the bus does not run. */
    private Mono<Void> changed(ChannelId channel, AccountId account) {
        events.publishEvent(new FollowChanged(channel, account));
        return counts.changed(channel).then(Mono.defer(() -> bus.send(TOPIC, channel.value() + " " + account.value())));
    }

    private void heard(String notice) {
        int end = notice.indexOf(' ');
        try {
            events.publishEvent(new FollowChanged(
                    new ChannelId(UUID.fromString(notice.substring(0, Math.max(0, end)))),
                    new AccountId(UUID.fromString(notice.substring(end + 1)))));
        } catch (IllegalArgumentException unreadable) {
            log.warn("A notice of a follower was not understood: {}", unreadable.getMessage());
        }
    }

    private static Problem ownChannel() {
        return Problem.conflict("own-channel", "Own channel", "Nobody follows a channel of their own.");
    }

    private static Problem tooMany() {
        return Problem.conflict(
                "too-many-followed", "Too many followed", "An account follows at most " + MOST_FOLLOWED + " channels.");
    }
}
