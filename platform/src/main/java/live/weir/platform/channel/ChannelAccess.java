package live.weir.platform.channel;

import live.weir.platform.identity.ChannelId;
import live.weir.platform.security.Caller;
import live.weir.platform.security.Role;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Who may do what on a channel.
 *
 * <pre>
 *               sees public, unlisted   sees private   moderates   rules (changes, keys, moderators)
 * stranger              yes                  no            no          no
 * moderator             yes                  yes           yes         no      of the channel or of the platform
 * owner, admin          yes                  yes           yes         yes
 * </pre>
 */
@Component
class ChannelAccess {

    private final ChannelRepository channels;
    private final ModeratorRepository moderators;

    ChannelAccess(ChannelRepository channels, ModeratorRepository moderators) {
        this.channels = channels;
        this.moderators = moderators;
    }

    /** The channel, for somebody who rules it; a private one that the caller may not see is not found. */
    Mono<ChannelRow> ruled(String slug, Caller caller) {
        String canonical = Slug.canonical(slug);
        return Mono.just(canonical)
                .filter(Slug::isWellFormed)
                .flatMap(channels::bySlug)
                .switchIfEmpty(Mono.error(() -> notFound(slug)))
                .flatMap(row -> rules(row, caller) ? Mono.just(row) : refusal(row, caller));
    }

    Mono<Boolean> maySee(ChannelSummary channel, @Nullable Caller caller) {
        return channel.visibility() == Visibility.PRIVATE ? isPrivy(channel, caller) : Mono.just(true);
    }

    /** Whether the caller sees the channel even if it is private. */
    Mono<Boolean> isPrivy(ChannelSummary channel, @Nullable Caller caller) {
        if (caller == null) {
            return Mono.just(false);
        }
        return moderatesAnywhere(caller) || channel.ownerId().equals(caller.id())
                ? Mono.just(true)
                : moderators.has(channel.id(), caller.id());
    }

    Mono<Boolean> mayModerate(ChannelId channel, Caller caller) {
        return moderatesAnywhere(caller)
                ? channels.byId(channel).hasElement()
                : moderators.moderatesOrOwns(channel, caller.id());
    }

    static Problem notFound(String slug) {
        return Problem.notFound("channel", slug);
    }

    private Mono<ChannelRow> refusal(ChannelRow row, Caller caller) {
        Mono<Boolean> sees =
                !row.isPrivate() || moderatesAnywhere(caller) ? Mono.just(true) : moderators.has(row.id(), caller.id());
        return sees.flatMap(seen ->
                Mono.error(seen ? Problem.forbidden("Only the channel's owner may do this.") : notFound(row.slug())));
    }

    private static boolean rules(ChannelRow row, Caller caller) {
        return row.ownerId().equals(caller.id()) || caller.is(Role.ADMIN);
    }

    private static boolean moderatesAnywhere(Caller caller) {
        return caller.is(Role.MODERATOR) || caller.is(Role.ADMIN);
    }
}
