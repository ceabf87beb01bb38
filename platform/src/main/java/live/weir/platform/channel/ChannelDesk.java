package live.weir.platform.channel;

import java.time.Duration;
import java.util.function.Consumer;
import live.weir.platform.identity.AccountId;
import live.weir.platform.infrastructure.database.Database;
import live.weir.platform.security.Caller;
import live.weir.platform.security.Role;
import live.weir.platform.web.EntityTag;
import live.weir.platform.web.problem.Problem;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Where channels are made, changed and given up. */
@Component
class ChannelDesk {

    private static final int TRIES_AGAINST_OTHERS = 5;

    private final Database database;
    private final ChannelRepository channels;
    private final ChannelAccess access;
    private final ChannelCache cache;
    private final ChannelNews news;
    private final ChannelSettings settings;

    ChannelDesk(
            Database database,
            ChannelRepository channels,
            ChannelAccess access,
            ChannelCache cache,
            ChannelNews news,
            ChannelSettings settings) {
        this.database = database;
        this.channels = channels;
        this.access = access;
        this.cache = cache;
        this.news = news;
        this.settings = settings;
    }

    Mono<Representation> create(Caller caller, NewChannel wanted) {
        return Mono.defer(() -> {
            caller.require(Role.PERFORMER);
            NewChannel.Checked channel = wanted.checked();
            return insert(caller.id(), channel.slug(), channel.details())
                    .delayUntil(row -> news.changed(row.id(), row.slug()))
                    .flatMap(this::represented);
        });
    }

    private Mono<ChannelRow> insert(AccountId owner, String slug, ChannelDetails details) {
        return database.transaction(client -> channels.countLocked(client, owner)
                        .filter(count -> count < settings.maxPerAccount())
                        .switchIfEmpty(Mono.error(this::tooMany))
                        .flatMap(count -> channels.insert(client, owner, slug, details))
                        .switchIfEmpty(Mono.error(() -> taken(slug))))
                // The only thing that can be missing is the account: it went while its token was still good.
                .onErrorMap(DataIntegrityViolationException.class, ChannelDesk::noAccount);
    }

    /** @param condition throws if the client did not mean the channel's present state */
    Mono<Representation> change(Caller caller, String slug, ChannelPatch patch, Consumer<EntityTag> condition) {
        return Mono.defer(() -> attempt(caller, slug, patch, condition))
                .retryWhen(Retry.backoff(TRIES_AGAINST_OTHERS, Duration.ofMillis(5))
                        .filter(ChangedMeanwhile.class::isInstance)
                        .onRetryExhaustedThrow((spec, signal) -> busy()));
    }

    private Mono<Representation> attempt(
            Caller caller, String slug, ChannelPatch patch, Consumer<EntityTag> condition) {
        return access.ruled(slug, caller)
                .flatMap(now -> represented(now).flatMap(shown -> {
                    condition.accept(shown.tag());
                    ChannelDetails details = patch.appliedTo(now.details());
                    return details.equals(now.details()) ? Mono.just(shown) : update(now, details);
                }));
    }

    private Mono<Representation> update(ChannelRow now, ChannelDetails details) {
        return channels.update(now, details)
                .switchIfEmpty(Mono.error(ChangedMeanwhile::new))
                .delayUntil(row -> news.changed(row.id(), row.slug()))
                .flatMap(this::represented);
    }

    Mono<Void> delete(Caller caller, String slug) {
        return access.ruled(slug, caller)
                .flatMap(row -> channels.delete(row.id())
                        .filter(deleted -> deleted)
                        .switchIfEmpty(Mono.error(() -> ChannelAccess.notFound(slug)))
                        .then(Mono.defer(() -> news.deleted(row.id(), row.slug()))));
    }

    private Mono<Representation> represented(ChannelRow row) {
        return cache.represent(row).switchIfEmpty(Mono.error(() -> ChannelAccess.notFound(row.slug())));
    }

    private Problem tooMany() {
        return Problem.conflict(
                "too-many-channels",
                "Too many channels",
                "An account has at most " + settings.maxPerAccount() + " channels.");
    }

    private static Problem taken(String slug) {
        return Problem.conflict("slug-taken", "Slug taken", "There is a channel named '" + slug + "' already.")
                .at("/slug", "is taken");
    }

    private static Problem noAccount(DataIntegrityViolationException cause) {
        return Problem.unauthorized("unknown-account", "The account of this token does not exist any more.");
    }

    private static Problem busy() {
        return Problem.of(
                HttpStatus.CONFLICT, "edit-conflict", "Edit conflict", "Others keep changing this channel: try again.");
    }

    /** Somebody else changed the row between our read and our write. */
    private static final class ChangedMeanwhile extends RuntimeException {
        ChangedMeanwhile() {
            super("changed meanwhile", null, false, false);
        }
    }
}
