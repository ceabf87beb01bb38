package live.weir.platform.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Tells who sent a token, or refuses it.
 *
 * <p>A signature is checked once per token and node (a tenth of a millisecond of CPU); after that the answer is in
 * memory. Expiry and revocation are looked at every time, so a cached token is refused as soon as any other.
 */
@Component
public final class AccessTokenVerifier {

    /** Ours have about 500; a longer one costs before it is refused. */
    private static final int LONGEST = 4096;

    private static final int REMEMBERED = 10_000;

    private final OwnTokens own;
    private final ObjectProvider<OidcTokens> foreign;
    private final Revocations revocations;
    private final Clock clock;
    private final Cache<String, VerifiedToken> verified;

    AccessTokenVerifier(
            OwnTokens own,
            ObjectProvider<OidcTokens> foreign,
            Revocations revocations,
            SecuritySettings settings,
            Clock clock) {
        this.own = own;
        this.foreign = foreign;
        this.revocations = revocations;
        this.clock = clock;
        this.verified = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterWrite(settings.tokenLife())
                .executor(Runnable::run)
                .build();
    }

    /** Fails with a problem (401) if the token is not valid; never completes empty. */
    public Mono<Caller> verify(String token) {
        return genuine(token).map(VerifiedToken::caller);
    }

    /** For a connection that outlives its requests; fails likewise. */
    public Mono<Standing> verifyForLong(String token) {
        return genuine(token).map(found -> new Standing(found.caller(), () -> isInForce(found)));
    }

    private Mono<VerifiedToken> genuine(String token) {
        if (token.length() > LONGEST) {
            return Mono.error(Refusals.invalidToken());
        }
        VerifiedToken known = verified.getIfPresent(token);
        Mono<VerifiedToken> genuine = known == null ? check(token) : Mono.just(known);
        return genuine.filter(this::isInForce).switchIfEmpty(Mono.error(Refusals::invalidToken));
    }

    private Mono<VerifiedToken> check(String serialized) {
        return Mono.defer(() -> {
            SignedJWT jwt = parse(serialized);
            OidcTokens provider = foreign.getIfAvailable();
            Mono<VerifiedToken> genuine =
                    provider != null && provider.isIssuerOf(jwt) ? provider.verify(jwt) : own.verify(jwt);
            return genuine.doOnNext(token -> verified.put(serialized, token));
        });
    }

    private boolean isInForce(VerifiedToken token) {
        return token.expiresAt().isAfter(clock.instant()) && !revocations.refuse(token);
    }

    /** Fails for everything that is not a signed JWT, unsigned ones ({@code alg: none}) included. */
    private static SignedJWT parse(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            jwt.getJWTClaimsSet();
            return jwt;
        } catch (ParseException | RuntimeException notOne) {
            throw Refusals.invalidToken();
        }
    }
}
