package live.weir.platform.chat.room;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import live.weir.platform.account.AccountDirectory;
import live.weir.platform.account.AccountSummary;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.channel.ChannelSummary;
import live.weir.platform.channel.ViewerPasses;
import live.weir.platform.channel.Visibility;
import live.weir.platform.chat.protocol.ServerMessage.Person;
import live.weir.platform.chat.protocol.ServerMessage.Role;
import live.weir.platform.identity.AccountId;
import live.weir.platform.resilience.DependencyUnavailable;
import live.weir.platform.security.AccessTokenVerifier;
import live.weir.platform.security.Caller;
import live.weir.platform.security.Standing;
import live.weir.platform.web.ClientAddress;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Who may come into a room, and as whom.
 *
 * <pre>
 *                          reads public, unlisted   reads private   moderates
 * owner, admin             yes                      yes             yes
 * moderators               yes                      yes             yes
 * signed in                yes                      no              no
 * viewer pass              yes                      while it is good  no
 * anybody                  yes                      no              no
 * bot, of this channel     yes                      yes             if its owner said so
 * </pre>
 */
@Component
final class ChatAccess {

    private final AccessTokenVerifier tokens;
    private final ChannelService channels;
    private final ViewerPasses passes;
    private final AccountDirectory accounts;
    private final BotDesk bots;

    ChatAccess(
            AccessTokenVerifier tokens,
            ChannelService channels,
            ViewerPasses passes,
            AccountDirectory accounts,
            BotDesk bots) {
        this.tokens = tokens;
        this.channels = channels;
        this.passes = passes;
        this.accounts = accounts;
        this.bots = bots;
    }

    /** @param who null for somebody who is not signed in */
    record Entrance(ChannelSummary channel, @Nullable Identity who) {}

    /** Somebody, in one channel. */
    record Identity(Standing standing, Person person, boolean moderates) {}

    Mono<Entrance> enter(String slug, @Nullable String token, @Nullable String pass) {
        if (token != null && BotDesk.isBot(token)) {
            return enterAsBot(slug, token);
        }
        Mono<Optional<Standing>> standing =
                token == null ? Mono.just(Optional.empty()) : verified(token).map(Optional::of);
        return standing.flatMap(known -> {
                    Standing who = known.orElse(null);
                    return channels.find(slug, who == null ? null : who.caller())
                            .switchIfEmpty(Mono.defer(() -> byPass(slug, pass)))
                            .flatMap(channel -> who == null
                                    ? Mono.just(new Entrance(channel, null))
                                    : identity(channel, who).map(identity -> new Entrance(channel, identity)));
                })
                .onErrorMap(DependencyUnavailable.class, away -> Refusal.overloaded());
    }

    private Mono<Entrance> enterAsBot(String slug, String token) {
        return channels.bySlug(slug)
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("There is no channel '" + slug + "'.")))
                .flatMap(channel -> bot(channel, token).map(identity -> new Entrance(channel, identity)))
                .onErrorMap(DependencyUnavailable.class, away -> Refusal.overloaded());
    }

    /** Whether its token is still good is asked of the room each time: its rules name the channel's bots. */
    private Mono<Identity> bot(ChannelSummary channel, String token) {
        return bots.known(channel, token)
                .switchIfEmpty(Mono.error(() -> Refusal.unauthenticated("No bot of this channel has this token.")))
                .map(bot -> new Identity(
                        Standing.of(new Caller(new AccountId(bot.id()), bot.handle(), Set.of(), null), () -> true),
                        new Person(bot.id().toString(), bot.handle(), bot.name(), Role.BOT),
                        bot.moderates()));
    }

    private Mono<Standing> verified(String token) {
        return tokens.verifyForLong(token)
                .onErrorMap(
                        Problem.class,
                        invalid -> Refusal.unauthenticated("The access token is not valid, or has expired."));
    }

    private Mono<ChannelSummary> byPass(String slug, @Nullable String pass) {
        return channels.bySlug(slug)
                .filter(channel -> channel.visibility() == Visibility.PRIVATE)
                .filterWhen(channel -> pass == null
                        ? Mono.just(false)
                        : passes.spend(channel.id(), pass).map(verdict -> verdict == ViewerPasses.Verdict.GOOD))
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("There is no channel '" + slug + "'.")));
    }

    Mono<Identity> signIn(ChannelSummary channel, String token) {
        Mono<Identity> identity = BotDesk.isBot(token)
                ? bot(channel, token)
                : verified(token).flatMap(standing -> identity(channel, standing));
        return identity.onErrorMap(DependencyUnavailable.class, away -> Refusal.overloaded());
    }

    private Mono<Identity> identity(ChannelSummary channel, Standing standing) {
        Caller caller = standing.caller();
        return Mono.zip(role(channel, caller), name(channel, caller))
                .map(both -> new Identity(
                        standing,
                        new Person(caller.id().toString(), caller.handle(), both.getT2(), both.getT1()),
                        both.getT1() != Role.VIEWER));
    }

    private Mono<Role> role(ChannelSummary channel, Caller caller) {
        return channel.ownerId().equals(caller.id())
                ? Mono.just(Role.OWNER)
                : mayModerate(channel, caller).map(moderates -> moderates ? Role.MODERATOR : Role.VIEWER);
    }

    /** While Postgres is away, owners alone moderate. */
    Mono<Boolean> mayModerate(ChannelSummary channel, Caller caller) {
        return channel.ownerId().equals(caller.id())
                ? Mono.just(true)
                : channels.mayModerate(caller, channel.id()).onErrorReturn(DependencyUnavailable.class, false);
    }

    private Mono<String> name(ChannelSummary channel, Caller caller) {
        if (channel.ownerId().equals(caller.id())) {
            return Mono.just(channel.owner().displayName());
        }
        return accounts.byIds(List.of(caller.id()))
                .map(found -> {
                    AccountSummary known = found.get(caller.id());
                    return known == null ? caller.handle() : known.displayName();
                })
                .onErrorReturn(DependencyUnavailable.class, caller.handle());
    }

    static String household(InetAddress address) {
        return ClientAddress.household(address);
    }
}
