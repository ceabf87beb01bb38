package live.weir.platform.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import live.weir.platform.security.ExternalAccounts.ExternalAccount;
import live.weir.platform.security.ExternalAccounts.ExternalIdentity;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Checks tokens of the operator's identity provider. Only signatures with a private key are accepted: with a shared
 * secret, whoever can verify could also issue.
 */
final class OidcTokens {

    private static final Set<JWSAlgorithm> ACCEPTED = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    /** The provider's clock is not ours to set. */
    private static final Duration SKEW = Duration.ofSeconds(60);

    private final OidcSettings settings;
    private final OidcKeys keys;
    private final ExternalAccounts accounts;
    private final Clock clock;
    private final DefaultJWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();

    OidcTokens(OidcSettings settings, OidcKeys keys, ExternalAccounts accounts, Clock clock) {
        this.settings = settings;
        this.keys = keys;
        this.accounts = accounts;
        this.clock = clock;
    }

    boolean isIssuerOf(SignedJWT token) {
        try {
            return settings.issuer().toString().equals(token.getJWTClaimsSet().getIssuer());
        } catch (ParseException unreadable) {
            return false;
        }
    }

    Mono<VerifiedToken> verify(SignedJWT token) {
        String keyId = token.getHeader().getKeyID();
        if (!ACCEPTED.contains(token.getHeader().getAlgorithm()) || keyId == null) {
            return Mono.error(Refusals.invalidToken());
        }
        return keys.find(keyId)
                .filter(key -> isSignedBy(key, token))
                .switchIfEmpty(Mono.error(Refusals::invalidToken))
                .flatMap(key -> admit(token));
    }

    private boolean isSignedBy(JWK key, SignedJWT token) {
        try {
            return key instanceof AsymmetricJWK pair
                    && token.verify(verifiers.createJWSVerifier(token.getHeader(), pair.toPublicKey()));
        } catch (JOSEException unfit) {
            return false;
        }
    }

    private Mono<VerifiedToken> admit(SignedJWT token) {
        try {
            JWTClaimsSet claims = token.getJWTClaimsSet();
            Instant expiresAt = checked(claims);
            return accounts.of(identity(claims)).map(account -> verified(account, expiresAt));
        } catch (ParseException unreadable) {
            return Mono.error(Refusals.invalidToken());
        }
    }

    private Instant checked(JWTClaimsSet claims) {
        Instant now = clock.instant();
        Date expiry = claims.getExpirationTime();
        boolean fits = claims.getAudience().contains(settings.audience())
                && claims.getSubject() != null
                && !claims.getSubject().isEmpty()
                && claims.getSubject().length() <= 255
                && expiry != null
                && expiry.toInstant().plus(SKEW).isAfter(now)
                && isPast(claims.getNotBeforeTime(), now)
                && isPast(claims.getIssueTime(), now);
        if (!fits || expiry == null) {
            throw Refusals.invalidToken();
        }
        return expiry.toInstant().plus(SKEW);
    }

    private static boolean isPast(@Nullable Date time, Instant now) {
        return time == null || !time.toInstant().isAfter(now.plus(SKEW));
    }

    private ExternalIdentity identity(JWTClaimsSet claims) {
        Object handle = claims.getClaim(settings.handleClaim());
        return new ExternalIdentity(
                settings.issuer().toString(),
                claims.getSubject(),
                handle instanceof String text ? text : claims.getSubject(),
                roles(claims));
    }

    private Set<Role> roles(JWTClaimsSet claims) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (Object name : listAt(claims.getClaims(), settings.rolesClaim())) {
            Role role = settings.roles().get(String.valueOf(name));
            if (role != null) {
                roles.add(role);
            }
        }
        return roles;
    }

    private static Collection<?> listAt(Map<String, Object> claims, String path) {
        Object found = claims;
        for (String step : path.split("\\.", -1)) {
            found = found instanceof Map<?, ?> object ? object.get(step) : null;
        }
        return found instanceof Collection<?> list ? list : List.of();
    }

    private static VerifiedToken verified(ExternalAccount account, Instant expiresAt) {
        return new VerifiedToken(new Caller(account.id(), account.handle(), account.roles(), null), 0, expiresAt);
    }
}
