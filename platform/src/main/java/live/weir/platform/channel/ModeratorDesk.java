package live.weir.platform.channel;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import live.weir.platform.account.AccountDirectory;
import live.weir.platform.account.AccountSummary;
import live.weir.platform.identity.AccountId;
import live.weir.platform.infrastructure.database.Database;
import live.weir.platform.security.Caller;
import live.weir.platform.web.problem.Problem;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Where owners say who moderates their channel. */
@Component
class ModeratorDesk {

    static final int MAX_MODERATORS = 200;

    private final Database database;
    private final ChannelRepository channels;
    private final ModeratorRepository moderators;
    private final ChannelAccess access;
    private final AccountDirectory accounts;

    ModeratorDesk(
            Database database,
            ChannelRepository channels,
            ModeratorRepository moderators,
            ChannelAccess access,
            AccountDirectory accounts) {
        this.database = database;
        this.channels = channels;
        this.moderators = moderators;
        this.access = access;
        this.accounts = accounts;
    }

    Mono<List<Person>> list(Caller caller, String slug) {
        return access.ruled(slug, caller)
                .flatMap(channel -> moderators.of(channel.id()))
                .flatMap(ids -> accounts.byIds(ids).map(found -> named(ids, found)));
    }

    private static List<Person> named(List<AccountId> ids, Map<AccountId, AccountSummary> found) {
        return ids.stream()
                .map(found::get)
                .filter(Objects::nonNull)
                .map(account -> new Person(account.handle(), account.displayName()))
                .toList();
    }

    /** Whether that changed something. */
    Mono<Boolean> add(Caller caller, String slug, String handle) {
        return access.ruled(slug, caller)
                .flatMap(channel -> named(handle)
                        .flatMap(person -> person.id().equals(channel.ownerId())
                                ? Mono.error(ownerAlready())
                                : insert(channel, person)));
    }

    private Mono<Boolean> insert(ChannelRow channel, AccountSummary person) {
        return database.transaction(client -> channels.lock(client, channel.id())
                        .switchIfEmpty(Mono.error(() -> ChannelAccess.notFound(channel.slug())))
                        .flatMap(locked -> moderators.countOthers(client, channel.id(), person.id()))
                        .filter(others -> others < MAX_MODERATORS)
                        .switchIfEmpty(Mono.error(ModeratorDesk::tooMany))
                        .flatMap(others -> moderators.add(client, channel.id(), person.id())))
                // The account went between our look-up and our write.
                .onErrorMap(DataIntegrityViolationException.class, gone -> noAccount(person.handle()));
    }

    /** Whether that changed something. Whoever is unknown is no moderator: then there is nothing to do. */
    Mono<Boolean> remove(Caller caller, String slug, String handle) {
        return access.ruled(slug, caller)
                .flatMap(channel -> accounts.byHandle(handle)
                        .flatMap(person -> moderators.remove(channel.id(), person.id()))
                        .defaultIfEmpty(false));
    }

    private Mono<AccountSummary> named(String handle) {
        return accounts.byHandle(handle).switchIfEmpty(Mono.error(() -> noAccount(handle)));
    }

    private static Problem noAccount(String handle) {
        return Problem.notFound("account", handle);
    }

    private static Problem ownerAlready() {
        return Problem.conflict(
                "owner-moderates", "The owner moderates", "The channel's owner moderates it without being listed.");
    }

    private static Problem tooMany() {
        return Problem.conflict(
                "too-many-moderators",
                "Too many moderators",
                "A channel has at most " + MAX_MODERATORS + " moderators.");
    }
}
