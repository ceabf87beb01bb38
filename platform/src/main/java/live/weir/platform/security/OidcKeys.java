package live.weir.platform.security;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import live.weir.platform.resilience.DependencyUnavailable;
import live.weir.platform.resilience.Guard;
import live.weir.platform.resilience.GuardPolicy;
import live.weir.platform.resilience.Guards;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * The keys of the operator's identity provider, read through its discovery document and kept in memory. Read again when
 * they are old or a token names one that is not among them; while the provider is away the old ones are used.
 */
final class OidcKeys {

    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(10);
    private static final GuardPolicy POLICY = GuardPolicy.defaults().withTimeout(Duration.ofSeconds(5));

    private final URI issuer;
    private final WebClient client;
    private final Guard guard;
    private final Clock clock;
    private final AtomicReference<@Nullable Mono<JWKSet>> reading = new AtomicReference<>();
    private volatile JWKSet known = new JWKSet();
    private volatile Instant readAt = Instant.EPOCH;

    OidcKeys(URI issuer, WebClient client, Guards guards, Clock clock) {
        this.issuer = issuer;
        this.client = client;
        this.clock = clock;
        this.guard = guards.create("oidc", POLICY, error -> true, this::fetch);
    }

    /** Completes empty if the provider has no such key; fails if it could not be asked. */
    Mono<JWK> find(String id) {
        JWK key = known.getKeyByKeyId(id);
        Duration age = Duration.between(readAt, clock.instant());
        if (key != null && age.compareTo(FRESH) < 0) {
            return Mono.just(key);
        }
        if (key == null && age.compareTo(ASK_AGAIN) < 0) {
            return Mono.empty();
        }
        Mono<JWK> read = read().mapNotNull(keys -> keys.getKeyByKeyId(id));
        return key == null ? read : read.onErrorResume(DependencyUnavailable.class, away -> Mono.just(key));
    }

    /** However many ask, one reads. */
    private Mono<JWKSet> read() {
        return Mono.defer(() -> {
            Mono<JWKSet> fresh = guard.callIdempotent(fetch())
                    .doOnNext(this::keep)
                    .doFinally(end -> reading.set(null))
                    .cache();
            Mono<JWKSet> under = reading.compareAndExchange(null, fresh);
            return under == null ? fresh : under;
        });
    }

    private void keep(JWKSet keys) {
        known = keys;
        readAt = clock.instant();
    }

    private Mono<JWKSet> fetch() {
        return Mono.defer(() -> get(URI.create(withoutSlash(issuer) + "/.well-known/openid-configuration"))
                .flatMap(discovery -> get(keysAddress(discovery)))
                .map(OidcKeys::parse));
    }

    private Mono<JsonNode> get(URI address) {
        return client.get().uri(address).retrieve().bodyToMono(JsonNode.class);
    }

    /** OpenID Connect Discovery §4.3: a document that names another issuer is not to be used. */
    private URI keysAddress(JsonNode discovery) {
        if (!issuer.toString().equals(discovery.path("issuer").asString(""))) {
            throw new IllegalStateException("The discovery document of " + issuer + " names another issuer");
        }
        return URI.create(discovery.path("jwks_uri").asString(""));
    }

    private static JWKSet parse(JsonNode keys) {
        try {
            return JWKSet.parse(keys.toString()).toPublicJWKSet();
        } catch (ParseException unreadable) {
            throw new IllegalStateException("The identity provider's keys cannot be read", unreadable);
        }
    }

    private static String withoutSlash(URI address) {
        String text = address.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
