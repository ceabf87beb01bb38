package live.weir.platform.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;

/** An identity provider of a few lines, over real HTTP: discovery, keys, tokens. */
final class FakeIssuer implements AutoCloseable {

    private final AtomicInteger keyReads = new AtomicInteger();
    private final int port;
    private DisposableServer server;
    private volatile RSAKey key;

    FakeIssuer() {
        this.key = generate("first");
        this.server = bind(0);
        this.port = server.port();
    }

    private static RSAKey generate(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private DisposableServer bind(int at) {
        return HttpServer.create()
                .host("127.0.0.1")
                .port(at)
                .route(routes -> routes.get(
                                "/.well-known/openid-configuration",
                                (request, response) -> json(
                                        response, "{\"issuer\":\"" + url() + "\",\"jwks_uri\":\"" + url() + "/keys\"}"))
                        .get("/keys", (request, response) -> {
                            keyReads.incrementAndGet();
                            return json(response, new JWKSet(key.toPublicJWK()).toString());
                        }))
                .bindNow();
    }

    private static Mono<Void> json(HttpServerResponse response, String body) {
        return response.header("Content-Type", "application/json")
                .sendString(Mono.just(body))
                .then();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    int keyReads() {
        return keyReads.get();
    }

    void changeKey(String id) {
        key = generate(id);
    }

    void goAway() {
        server.disposeNow();
    }

    void comeBack() {
        server = bind(port);
    }

    JWTClaimsSet.Builder claims(String subject, String name, String... roles) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(url())
                .audience(List.of("account", "weir-api"))
                .subject(subject)
                .claim("preferred_username", name)
                .claim("realm_access", Map.of("roles", List.of(roles)))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)));
    }

    String token(JWTClaimsSet claims) {
        return token(claims, key);
    }

    String forged(JWTClaimsSet claims) {
        return token(claims, generate(key.getKeyID()));
    }

    private static String token(JWTClaimsSet claims, RSAKey key) {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
        }
        return token.serialize();
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
