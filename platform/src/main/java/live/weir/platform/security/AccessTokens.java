package live.weir.platform.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Issues access tokens: JWTs signed with ES256, of the type that RFC 9068 names. */
@Component
public final class AccessTokens {

    static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    static final String AUDIENCE = "weir";
    static final String HANDLE = "handle";
    static final String ROLES = "roles";
    static final String SESSION = "sid";

    /** Counts how often an account's tokens were called back; a token of an older count is refused. */
    static final String GENERATION = "gen";

    private final SigningKeys keys;
    private final SecuritySettings settings;
    private final SigningThreads threads;
    private final Clock clock;

    AccessTokens(SigningKeys keys, SecuritySettings settings, SigningThreads threads, Clock clock) {
        this.keys = keys;
        this.settings = settings;
        this.threads = threads;
        this.clock = clock;
    }

    /** @param generation the account's count of called-back tokens, see {@link Revocations#account} */
    public Mono<AccessToken> issue(Caller caller, long generation) {
        return threads.run(() -> new AccessToken(sign(claims(caller, generation)), settings.tokenLife()));
    }

    private JWTClaimsSet claims(Caller caller, long generation) {
        Instant now = clock.instant();
        return new JWTClaimsSet.Builder()
                .issuer(settings.issuer())
                .audience(AUDIENCE)
                .subject(caller.id().toString())
                .claim(HANDLE, caller.handle())
                .claim(ROLES, caller.roles().stream().map(Role::label).sorted().toList())
                .claim(
                        SESSION,
                        caller.session() == null ? null : caller.session().toString())
                .claim(GENERATION, generation)
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(settings.tokenLife())))
                .jwtID(UUID.randomUUID().toString())
                .build();
    }

    private String sign(JWTClaimsSet claims) {
        SigningKey key = keys.signing();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(TYPE)
                .keyID(key.id())
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(key.signer());
        } catch (JOSEException broken) {
            throw new IllegalStateException("The signing key " + key.id() + " does not sign", broken);
        }
        return token.serialize();
    }
}
