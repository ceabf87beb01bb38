package live.weir.platform.channel;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import live.weir.platform.infrastructure.database.Database;
import live.weir.platform.security.Caller;
import live.weir.platform.security.Secrets;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Where owners get, renew and revoke the keys with which encoders publish on their channel. */
@Component
class StreamKeyDesk {

    static final int MAX_KEYS = 10;
    private static final int MAX_NAME = 60;
    private static final String DEFAULT_NAME = "Stream key";

    private final Database database;
    private final ChannelRepository channels;
    private final StreamKeyRepository keys;
    private final ChannelAccess access;
    private final StreamKeys known;
    private final Secrets secrets;

    StreamKeyDesk(
            Database database,
            ChannelRepository channels,
            StreamKeyRepository keys,
            ChannelAccess access,
            StreamKeys known,
            Secrets secrets) {
        this.database = database;
        this.channels = channels;
        this.keys = keys;
        this.access = access;
        this.known = known;
        this.secrets = secrets;
    }

    Mono<List<StreamKeyRow>> list(Caller caller, String slug) {
        return access.ruled(slug, caller).flatMap(channel -> keys.of(channel.id()));
    }

    Mono<NewKey> create(Caller caller, String slug, @Nullable String wantedName) {
        return access.ruled(slug, caller).flatMap(channel -> {
            String name = name(wantedName);
            return newKey().flatMap(key -> insert(channel, name, key).map(row -> new NewKey(row, key)));
        });
    }

    private Mono<StreamKeyRow> insert(ChannelRow channel, String name, StreamKey key) {
        return database.transaction(client -> channels.lock(client, channel.id())
                .switchIfEmpty(Mono.error(() -> ChannelAccess.notFound(channel.slug())))
                .flatMap(locked -> keys.count(client, channel.id()))
                .filter(count -> count < MAX_KEYS)
                .switchIfEmpty(Mono.error(StreamKeyDesk::tooMany))
                .flatMap(count -> keys.insert(client, channel.id(), name, key)));
    }

    /** The old key is dead, on all nodes, before anybody sees the new one. */
    Mono<NewKey> rotate(Caller caller, String slug, String id) {
        return access.ruled(slug, caller)
                .flatMap(channel -> newKey().flatMap(key -> replace(channel, id, key)))
                .switchIfEmpty(Mono.error(() -> Problem.notFound("stream key", id)));
    }

    private Mono<NewKey> replace(ChannelRow channel, String id, StreamKey key) {
        return Mono.justOrEmpty(uuid(id))
                .flatMap(uuid -> keys.rotate(channel.id(), uuid, key))
                .delayUntil(rotated -> known.invalidate(rotated.oldHash()))
                .map(rotated -> new NewKey(rotated.key(), key));
    }

    private Mono<StreamKey> newKey() {
        return secrets.next().map(secret -> StreamKey.made(secret.value()));
    }

    Mono<Void> revoke(Caller caller, String slug, String id) {
        return access.ruled(slug, caller)
                .flatMap(channel -> Mono.justOrEmpty(uuid(id)).flatMap(uuid -> keys.delete(channel.id(), uuid)))
                .switchIfEmpty(Mono.error(() -> Problem.notFound("stream key", id)))
                .flatMap(known::invalidate);
    }

    private static String name(@Nullable String wanted) {
        String name = wanted == null ? "" : PlainText.normalised(wanted);
        Optional<String> fault = PlainText.fault(name, MAX_NAME, false);
        if (fault.isPresent()) {
            throw Problem.invalid("/name", fault.get());
        }
        return PlainText.isVisible(name) ? name : DEFAULT_NAME;
    }

    private static Optional<UUID> uuid(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    private static Problem tooMany() {
        return Problem.conflict(
                "too-many-stream-keys", "Too many stream keys", "A channel has at most " + MAX_KEYS + " stream keys.");
    }

    record NewKey(StreamKeyRow row, StreamKey key) {}
}
