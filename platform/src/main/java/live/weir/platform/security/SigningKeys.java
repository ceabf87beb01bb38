package live.weir.platform.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The keys of access tokens as this node knows them, and their succession.
 *
 * <pre>
 *   made ──SETTLING──▶ signs ──key-rotation──▶ (next one signs) verifies ──token life + MARGIN──▶ forgotten
 * </pre>
 *
 * <p>A new key settles before it signs, so that every node has read it by then, even if Postgres goes away in between.
 */
@Component
final class SigningKeys {

    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);
    private static final Duration SETTLING = Duration.ofMinutes(3);
    private static final Duration MARGIN = Duration.ofHours(1);

    /** Tokens with invented key ids must not make us ask Postgres more often than this. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

    private final SigningKeyStore store;
    private final SigningThreads threads;
    private final KeySeal seal;
    private final SecuritySettings settings;
    private final Clock clock;
    private final AtomicReference<@Nullable Mono<Void>> reloading = new AtomicReference<>();
    private volatile List<SigningKey> keys = List.of();
    private volatile Instant loadedAt = Instant.MIN;

    SigningKeys(SigningKeyStore store, SigningThreads threads, KeySeal seal, SecuritySettings settings, Clock clock) {
        this.store = store;
        this.threads = threads;
        this.seal = seal;
        this.settings = settings;
        this.clock = clock;
    }

    /** The youngest key that all nodes know by now; at the very beginning, the only one. */
    SigningKey signing() {
        List<SigningKey> known = keys;
        Instant settled = clock.instant().minus(SETTLING);
        for (int i = known.size() - 1; i >= 0; i--) {
            if (i == 0 || !known.get(i).createdAt().isAfter(settled)) {
                return known.get(i);
            }
        }
        throw new IllegalStateException("No signing key has been loaded yet");
    }

    /** Completes empty if no node knows such a key. */
    Mono<SigningKey> find(String id) {
        SigningKey known = known(id);
        if (known != null) {
            return Mono.just(known);
        }
        if (clock.instant().isBefore(loadedAt.plus(ASK_AGAIN))) {
            return Mono.empty();
        }
        return reload().then(Mono.fromSupplier(() -> known(id)));
    }

    private @Nullable SigningKey known(String id) {
        for (SigningKey key : keys) {
            if (key.id().equals(id)) {
                return key;
            }
        }
        return null;
    }

    JWKSet publicKeys() {
        return new JWKSet(
                keys.stream().<JWK>map(key -> key.pair().toPublicJWK()).toList());
    }

    /** One round of the succession: reads the keys, and makes the next one when it is due. */
    Mono<Void> keep() {
        return reload().then(Mono.defer(() -> isDue() ? succeed().then(reload()) : Mono.empty()));
    }

    /** However many ask, one reads. */
    private Mono<Void> reload() {
        return Mono.defer(() -> {
            Mono<Void> fresh = load().doFinally(end -> reloading.set(null)).cache();
            Mono<Void> under = reloading.compareAndExchange(null, fresh);
            return under == null ? fresh : under;
        });
    }

    private Mono<Void> load() {
        return store.all()
                .flatMap(stored ->
                        threads.run(() -> stored.stream().map(this::opened).toList()))
                .doOnNext(loaded -> keys = loaded)
                .doOnTerminate(() -> loadedAt = clock.instant())
                .then();
    }

    private boolean isDue() {
        List<SigningKey> known = keys;
        return known.isEmpty() || !known.get(known.size() - 1).createdAt().isAfter(dueSince());
    }

    private Instant dueSince() {
        return clock.instant().minus(settings.keyRotation());
    }

    private Mono<Void> succeed() {
        Instant superseded =
                clock.instant().minus(settings.tokenLife()).minus(SETTLING).minus(MARGIN);
        return threads.run(this::generate)
                .flatMap(next -> store.rotate(next, dueSince(), superseded))
                .doOnSuccess(done -> log.info("Made a new key for access tokens"));
    }

    private StoredKey generate() throws JOSEException {
        ECKey pair = new ECKeyGenerator(Curve.P_256)
                .keyID(UUID.randomUUID().toString())
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.ES256)
                .generate();
        return new StoredKey(pair.getKeyID(), seal.seal(pair.getKeyID(), pair.toJSONString()), clock.instant());
    }

    private SigningKey opened(StoredKey stored) {
        try {
            return SigningKey.of(ECKey.parse(seal.open(stored.id(), stored.jwk())), stored.createdAt());
        } catch (ParseException damaged) {
            throw new IllegalStateException("Signing key " + stored.id() + " in Postgres is damaged", damaged);
        }
    }

    /** Seals what was stored before there was a master key. */
    Mono<Void> sealAll() {
        if (!seal.seals()) {
            return Mono.empty();
        }
        return store.all()
                .flatMapIterable(stored -> stored)
                .filter(stored -> !seal.isSealed(stored.jwk()))
                .concatMap(stored -> threads.run(() -> seal.seal(stored.id(), stored.jwk()))
                        .flatMap(jwk -> store.rewrite(stored, jwk)))
                .then();
    }
}
