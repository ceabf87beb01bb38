package live.weir.platform.channel;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import live.weir.platform.channel.ViewerPassKeyRepository.PassKey;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.infrastructure.cache.Caches;
import live.weir.platform.infrastructure.cache.JsonCodec;
import live.weir.platform.infrastructure.cache.TwoLevelCache;
import live.weir.platform.security.Secrets;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Viewer passes for those who let viewers in. */
@Service
public class ViewerPasses {

    /** What a pass is worth. */
    public enum Verdict {
        GOOD,
        /** Not a pass, or not one of this channel, or revoked. */
        UNKNOWN,
        EXPIRED,
        USED_UP
    }

    private final TwoLevelCache<PassKey> keys;
    private final ViewerPassKeyRepository repository;
    private final ViewerPassUses uses;
    private final PassKeySeal seal;
    private final Secrets secrets;
    private final Clock clock;

    ViewerPasses(
            Caches caches,
            ChannelSettings settings,
            JsonMapper json,
            ViewerPassKeyRepository repository,
            ViewerPassUses uses,
            PassKeySeal seal,
            Secrets secrets,
            Clock clock) {
        this.keys = caches.create(
                "viewer-pass-keys",
                settings.keyCache(),
                new JsonCodec<>(json, PassKey.class),
                id -> repository.of(new ChannelId(UUID.fromString(id))));
        this.repository = repository;
        this.uses = uses;
        this.seal = seal;
        this.secrets = secrets;
        this.clock = clock;
    }

    public static boolean isPass(String text) {
        return text.startsWith(ViewerPass.PREFIX);
    }

    /** Looks at the pass, and takes one of its uses if it is good. */
    public Mono<Verdict> spend(ChannelId channel, String text) {
        if (!ViewerPass.isWellFormed(text)) {
            return Mono.just(Verdict.UNKNOWN);
        }
        return keys.get(channel.toString())
                .flatMap(found -> Mono.justOrEmpty(found.value()))
                .flatMap(key -> Mono.justOrEmpty(ViewerPass.read(text, channel, seal.open(channel, key))))
                .flatMap(this::spend)
                .defaultIfEmpty(Verdict.UNKNOWN);
    }

    private Mono<Verdict> spend(ViewerPass pass) {
        return pass.expiresAt().isAfter(clock.instant())
                ? uses.spend(pass).map(left -> left ? Verdict.GOOD : Verdict.USED_UP)
                : Mono.just(Verdict.EXPIRED);
    }

    /** The first pass of a channel brings its key. */
    Mono<String> give(ChannelId channel, Instant expiresAt, int count) {
        return Mono.zip(secrets.next(), keyOf(channel), (secret, key) -> {
            long id = ByteBuffer.wrap(secret.hash()).getLong();
            return new ViewerPass(id, expiresAt, count).signed(channel, seal.open(channel, key));
        });
    }

    private Mono<PassKey> keyOf(ChannelId channel) {
        return repository
                .of(channel)
                .delayUntil(known -> sealNow(channel, known))
                .switchIfEmpty(Mono.defer(() -> secrets.next()
                        .flatMap(secret -> seal.close(channel, secret.hash()))
                        .flatMap(fresh -> repository.ofOrElse(channel, fresh))
                        .delayUntil(made -> keys.invalidate(channel.toString()))));
    }

    /** What was stored before there was a master key. */
    private Mono<Void> sealNow(ChannelId channel, PassKey known) {
        return seal.lies(known)
                ? seal.close(channel, seal.open(channel, known))
                        .flatMap(sealed -> repository.rewrite(channel, known, sealed))
                        .then(Mono.defer(() -> keys.invalidate(channel.toString())))
                : Mono.empty();
    }

    /** All passes that were given are void, on all nodes, when this completes. */
    Mono<Void> revokeAll(ChannelId channel) {
        return repository.delete(channel).then(Mono.defer(() -> keys.invalidate(channel.toString())));
    }
}
