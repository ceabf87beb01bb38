package live.weir.platform.chat.room;

import java.time.Duration;
import java.util.function.Function;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.channel.ChannelSummary;
import live.weir.platform.security.Caller;
import live.weir.platform.security.Role;
import live.weir.platform.web.problem.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The way into a room by HTTP, for those who keep order in it. */
@Component
class ModeratedRooms {

    private final ChannelService channels;
    private final Rooms rooms;

    ModeratedRooms(ChannelService channels, Rooms rooms) {
        this.channels = channels;
        this.rooms = rooms;
    }

    <T> Mono<T> enter(String slug, Caller caller, Function<Room, Mono<T>> work) {
        return seen(slug, caller)
                .filterWhen(channel -> channels.mayModerate(caller, channel.id()))
                .switchIfEmpty(Mono.error(() -> Problem.forbidden("Only the channel's moderators may do this.")))
                .flatMap(channel -> open(channel, work));
    }

    /** For the owner alone, and who rules the platform. */
    <T> Mono<T> rule(String slug, Caller caller, Function<Room, Mono<T>> work) {
        return seen(slug, caller)
                .filter(channel -> channel.ownerId().equals(caller.id()) || caller.is(Role.ADMIN))
                .switchIfEmpty(Mono.error(() -> Problem.forbidden("Only the channel's owner may do this.")))
                .flatMap(channel -> open(channel, work));
    }

    Mono<ChannelSummary> seen(String slug, Caller caller) {
        return channels.find(slug, caller).switchIfEmpty(Mono.error(() -> Problem.notFound("channel", slug)));
    }

    <T> Mono<T> open(ChannelSummary channel, Function<Room, Mono<T>> work) {
        return rooms.open(channel).flatMap(work).onErrorMap(Refusal.class, ModeratedRooms::problem);
    }

    private static Problem problem(Refusal refusal) {
        String type = refusal.problem().type();
        Integer after = refusal.problem().retryAfter();
        Problem problem = Problem.of(
                HttpStatus.valueOf(refusal.problem().status()),
                type.substring(type.lastIndexOf(':') + 1),
                refusal.problem().title(),
                refusal.problem().detail());
        return after == null ? problem : problem.retryAfter(Duration.ofSeconds(after));
    }
}
