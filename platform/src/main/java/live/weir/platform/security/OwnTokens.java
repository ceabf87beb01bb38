package live.weir.platform.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import live.weir.platform.identity.AccountId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Checks tokens that Weir issued. One algorithm and one type are accepted, whatever the header asks for, and the key is
 * found by its id among ours alone: headers that bring a key or an address of one are not looked at.
 */
@Component
final class OwnTokens {

    /** How far the clocks of nodes may be apart. */
    private static final Duration SKEW = Duration.ofSeconds(10);

    private final SigningKeys keys;
    private final SecuritySettings settings;
    private final Clock clock;

    OwnTokens(SigningKeys keys, SecuritySettings settings, Clock clock) {
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
    }

    Mono<VerifiedToken> verify(SignedJWT token) {
        JWSHeader header = token.getHeader();
        if (!JWSAlgorithm.ES256.equals(header.getAlgorithm())
                || !AccessTokens.TYPE.equals(header.getType())
                || header.getKeyID() == null) {
            return Mono.error(Refusals.invalidToken());
        }
        return keys.find(header.getKeyID())
                .filter(key -> isSignedBy(key, token))
                .switchIfEmpty(Mono.error(Refusals::invalidToken))
                .map(key -> read(token));
    }

    private static boolean isSignedBy(SigningKey key, SignedJWT token) {
        try {
            return token.verify(key.verifier());
        } catch (JOSEException malformed) {
            return false;
        }
    }

    private VerifiedToken read(SignedJWT token) {
        try {
            JWTClaimsSet claims = token.getJWTClaimsSet();
            checkTimesAndParties(claims);
            AccountId id = new AccountId(UUID.fromString(claims.getSubject()));
            Caller caller = new Caller(id, claims.getStringClaim(AccessTokens.HANDLE), roles(claims), session(claims));
            Long generation = claims.getLongClaim(AccessTokens.GENERATION);
            return new VerifiedToken(
                    caller,
                    generation == null ? 0 : generation,
                    claims.getExpirationTime().toInstant());
        } catch (ParseException | IllegalArgumentException | NullPointerException foreign) {
            // Signed by us and yet not of our making: a token of another release, say.
            throw Refusals.invalidToken();
        }
    }

    private void checkTimesAndParties(JWTClaimsSet claims) {
        Instant now = clock.instant();
        boolean fits = settings.issuer().equals(claims.getIssuer())
                && claims.getAudience().equals(List.of(AccessTokens.AUDIENCE))
                && isPast(claims.getIssueTime(), now)
                && isPast(claims.getNotBeforeTime(), now)
                && claims.getExpirationTime().toInstant().isAfter(now);
        if (!fits) {
            throw Refusals.invalidToken();
        }
    }

    private static boolean isPast(@Nullable Date time, Instant now) {
        return time != null && !time.toInstant().isAfter(now.plus(SKEW));
    }

    private static Set<Role> roles(JWTClaimsSet claims) throws ParseException {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String label : claims.getStringListClaim(AccessTokens.ROLES)) {
            Role.ofLabel(label).ifPresent(roles::add);
        }
        return roles;
    }

    private static @Nullable UUID session(JWTClaimsSet claims) throws ParseException {
        String session = claims.getStringClaim(AccessTokens.SESSION);
        return session == null ? null : UUID.fromString(session);
    }
}
