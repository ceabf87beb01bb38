package live.weir.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import live.weir.platform.identity.AccountId;
import live.weir.platform.testing.WeirTest;
import live.weir.platform.web.problem.Problem;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.test.StepVerifier;

@WeirTest
class TokenTest {

    private final Caller caller = new Caller(AccountId.next(), "forger", EnumSet.of(Role.VIEWER), UUID.randomUUID());

    @Autowired
    private AccessTokens tokens;

    @Autowired
    private AccessTokenVerifier verifier;

    @Autowired
    private SigningKeys keys;

    @Autowired
    private Revocations revocations;

    @Autowired
    private WebTestClient client;

    @LocalServerPort
    private int port;

    private JWTClaimsSet.Builder claims() {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer("weir")
                .audience("weir")
                .subject(caller.id().toString())
                .claim("handle", caller.handle())
                .claim("roles", List.of("admin"))
                .claim("sid", String.valueOf(caller.session()))
                .claim("gen", 0)
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)));
    }

    private JWSHeader.Builder header(JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm)
                .type(AccessTokens.TYPE)
                .keyID(keys.signing().id());
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(signer);
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
        }
        return token.serialize();
    }

    private String ours(JWTClaimsSet claims) {
        return signed(header(JWSAlgorithm.ES256).build(), claims, keys.signing().signer());
    }

    private void refused(String token) {
        StepVerifier.create(verifier.verify(token))
                .verifyErrorSatisfies(
                        error -> assertThat(((Problem) error).status().value()).isEqualTo(401));
        client.get()
                .uri("/api/v1/setup")
                .header("Authorization", "Bearer " + token)
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectHeader()
                .valueEquals("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }

    @Test
    void a_token_of_ours_tells_who_calls() {
        AccessToken token = Objects.requireNonNull(tokens.issue(caller, 0).block());

        assertThat(verifier.verify(token.value()).block()).isEqualTo(caller);
        assertThat(verifier.verify(ours(claims().build())).block())
                .as("what the forged ones below are variations of")
                .isNotNull();
    }

    @Test
    void unsigned_tokens_are_refused() {
        refused(new PlainJWT(claims().build()).serialize());
        String none = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\",\"typ\":\"at+jwt\"}".getBytes(StandardCharsets.UTF_8));
        String body = ours(claims().build()).split("\\.", -1)[1];
        refused(none + "." + body + ".");
        refused(none + "." + body);
        refused(ours(claims().build()).replaceAll("\\.[^.]*$", "."));
    }

    @Test
    void the_public_key_is_not_a_shared_secret() throws JOSEException {
        ECKey known = keys.signing().pair().toPublicJWK();
        refused(signed(
                header(JWSAlgorithm.HS256).build(),
                claims().build(),
                new MACSigner(known.toECPublicKey().getEncoded())));
        refused(signed(
                header(JWSAlgorithm.HS256).build(),
                claims().build(),
                new MACSigner(known.toJSONString().getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void other_keys_and_algorithms_are_refused_even_if_the_token_brings_the_key() throws JOSEException {
        ECKey foreign = new ECKeyGenerator(Curve.P_256).keyID("foreign").generate();
        refused(signed(header(JWSAlgorithm.ES256).build(), claims().build(), new ECDSASigner(foreign)));
        refused(signed(
                header(JWSAlgorithm.ES256).keyID("foreign").build(), claims().build(), new ECDSASigner(foreign)));
        refused(signed(
                header(JWSAlgorithm.ES256)
                        .keyID("foreign")
                        .jwk(foreign.toPublicJWK())
                        .build(),
                claims().build(),
                new ECDSASigner(foreign)));
        refused(signed(
                header(JWSAlgorithm.ES256).keyID(null).build(),
                claims().build(),
                keys.signing().signer()));
        refused(signed(
                header(JWSAlgorithm.RS256).build(),
                claims().build(),
                new RSASSASigner(new RSAKeyGenerator(2048).generate())));
    }

    @Test
    void tokens_of_another_time_or_party_are_refused() {
        Instant now = Instant.now();
        refused(ours(claims().expirationTime(Date.from(now.minusSeconds(1))).build()));
        refused(ours(claims().expirationTime(null).build()));
        refused(ours(claims().notBeforeTime(Date.from(now.plusSeconds(60))).build()));
        refused(ours(claims().issueTime(Date.from(now.plusSeconds(3600))).build()));
        refused(ours(claims().issuer("https://evil.example").build()));
        refused(ours(claims().issuer(null).build()));
        refused(ours(claims().audience("other").build()));
        refused(ours(claims().audience(List.of("weir", "other")).build()));
        refused(ours(claims().subject("not-a-uuid").build()));
        refused(ours(claims().claim("roles", "admin").build()));
    }

    @Test
    void a_token_of_another_type_is_refused() {
        JWSHeader id = header(JWSAlgorithm.ES256).type(JOSEObjectType.JWT).build();
        refused(signed(id, claims().build(), keys.signing().signer()));
    }

    @Test
    void changed_oversized_and_meaningless_tokens_are_refused() {
        String token = ours(claims().build());
        refused(token.substring(0, 20) + (token.charAt(20) == 'A' ? 'B' : 'A') + token.substring(21));
        refused(ours(claims().claim("filler", "x".repeat(4000)).build()));
        refused("x");
        refused("..");
        refused("a.b.c");
        refused("' or 1=1 --");
    }

    @Test
    void a_token_anywhere_but_in_the_header_does_not_count() {
        String token = Objects.requireNonNull(tokens.issue(caller, 0).block()).value();
        client.get()
                .uri("/api/v1/sessions?access_token=" + token)
                .exchange()
                .expectStatus()
                .isUnauthorized();
        client.get()
                .uri("/api/v1/sessions")
                .cookie("access_token", token)
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void a_revoked_session_or_an_older_generation_is_refused_although_remembered() {
        Caller other = new Caller(AccountId.next(), "other", EnumSet.of(Role.VIEWER), UUID.randomUUID());
        String token = Objects.requireNonNull(tokens.issue(caller, 0).block()).value();
        String others = Objects.requireNonNull(tokens.issue(other, 4).block()).value();
        verifier.verify(token).block();
        verifier.verify(others).block();

        revocations.sessions(List.of(Objects.requireNonNull(caller.session()))).block();
        revocations.account(other.id(), 5).block();

        refused(token);
        refused(others);
        assertThat(verifier.verify(Objects.requireNonNull(tokens.issue(other, 5).block())
                                .value())
                        .block())
                .isEqualTo(other);
    }

    @Test
    void others_can_verify_our_tokens_with_the_published_keys() throws Exception {
        String published = client.get()
                .uri("/.well-known/jwks.json")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        JWKSet set = JWKSet.parse(Objects.requireNonNull(published));
        SignedJWT token = SignedJWT.parse(
                Objects.requireNonNull(tokens.issue(caller, 0).block()).value());

        assertThat(published).doesNotContain("\"d\"");
        assertThat(token.verify(new ECDSAVerifier(
                        set.getKeyByKeyId(token.getHeader().getKeyID()).toECKey())))
                .isTrue();
    }

    @Test
    void suspicious_requests_get_a_problem_and_the_open_places_are_open() {
        client.get()
                .uri(URI.create("http://127.0.0.1:" + port + "/api/v1/accounts/me%3Bx=1"))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        client.get().uri("/actuator/health").exchange().expectStatus().isOk();
        client.get().uri("/actuator/prometheus").exchange().expectStatus().isOk();
        client.get().uri("/openapi").exchange().expectStatus().isOk();
        client.get().uri("/actuator/metrics").exchange().expectStatus().isUnauthorized();
        client.get()
                .uri("/actuator/metrics")
                .headers(headers -> headers.setBearerAuth(Objects.requireNonNull(
                                tokens.issue(new Caller(AccountId.next(), "viewer", EnumSet.of(Role.VIEWER), null), 0)
                                        .block())
                        .value()))
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }
}
