package live.weir.platform.chat.room;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import live.weir.platform.channel.FollowChanged;
import live.weir.platform.channel.Followers;
import live.weir.platform.chat.Subscriptions;
import live.weir.platform.chat.protocol.Writers;
import live.weir.platform.identity.AccountId;
import live.weir.platform.identity.ChannelId;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Since when somebody belongs to those for whom a room may be reserved. */
@Component
class Memberships {

    /** A hook that does not answer must not keep people waiting for ever. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Followers followers;
    private final @Nullable Subscriptions subscriptions;

    Memberships(Followers followers, ObjectProvider<Subscriptions> subscriptions) {
        this.followers = followers;
        this.subscriptions = subscriptions.getIfAvailable();
    }

    boolean knowsSubscribers() {
        return subscriptions != null;
    }

    List<Writers> writersOffered() {
        return Arrays.stream(Writers.values())
                .filter(writers -> writers != Writers.SUBSCRIBERS || knowsSubscribers())
                .toList();
    }

    /** Completes with nothing inside for who does not belong to them. */
    Mono<Optional<Instant>> since(Writers writers, ChannelId channel, AccountId account) {
        Subscriptions shop = subscriptions;
        if (writers == Writers.FOLLOWERS) {
            return followers.since(channel, account).map(Optional::of).defaultIfEmpty(Optional.empty());
        }
        return shop == null
                ? Mono.just(Optional.empty())
                : Mono.defer(() -> shop.subscribes(channel, account))
                        .timeout(PATIENCE)
                        .map(subscribes ->
                                Boolean.TRUE.equals(subscribes) ? Optional.of(Instant.EPOCH) : Optional.empty());
    }

    /** Tells a room of {@link FollowChanged}. */
    @Component
    static final class News {

        private final Rooms rooms;

        News(Rooms rooms) {
            this.rooms = rooms;
        }

        @EventListener
        void changed(FollowChanged event) {
            rooms.ifOpen(
                    event.channel().value(),
                    room -> room.gate().forget(event.account().value()));
        }
    }
}
