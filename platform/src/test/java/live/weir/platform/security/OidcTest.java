package live.weir.platform.security;

import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import live.weir.platform.identity.AccountId;
import live.weir.platform.resilience.DependencyUnavailable;
import live.weir.platform.testing.WeirTest;
import live.weir.platform.web.problem.Problem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.util.retry.Retry;

/** In order: the issuer is away before it was ever asked, then comes. */
@WeirTest
@DirtiesContext
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OidcTest {

    private static final FakeIssuer ISSUER = new FakeIssuer();

    @Autowired
    private AccessTokenVerifier verifier;

    @Autowired
    private AccessTokens own;

    @Autowired
    private WebTestClient client;

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry registry) {
        registry.add("weir.security.oidc.issuer", ISSUER::url);
        registry.add("weir.security.oidc.audience", () -> "weir-api");
        registry.add("weir.security.oidc.roles-claim", () -> "realm_access.roles");
        registry.add("weir.security.oidc.roles.streaming-mods", () -> "moderator");
    }

    @AfterAll
    static void close() {
        ISSUER.close();
    }

    private void refused(String token) {
        StepVerifier.create(verifier.verify(token)).verifyError(Problem.class);
    }

    @Test
    @Order(1)
    void an_issuer_that_is_away_does_not_keep_out_those_who_signed_in_here() {
        ISSUER.goAway();
        Caller here = new Caller(AccountId.next(), "local", EnumSet.of(Role.VIEWER), UUID.randomUUID());

        StepVerifier.create(verifier.verify(
                        ISSUER.token(ISSUER.claims("s-0", "away").build())))
                .verifyError(DependencyUnavailable.class);
        client.get()
                .uri("/api/v1/accounts/me")
                .headers(headers -> headers.setBearerAuth(
                        ISSUER.token(ISSUER.claims("s-0", "away").build())))
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .exists("Retry-After");
        assertThat(now(verifier.verify(now(own.issue(here, 0)).value()))).isEqualTo(here);

        ISSUER.comeBack();
        assertThat(now(verifier.verify(ISSUER.token(ISSUER.claims("s-0", "away").build()))
                                .retryWhen(Retry.fixedDelay(50, Duration.ofMillis(100))))
                        .handle())
                .isEqualTo("away");
    }

    @Test
    @Order(2)
    void whoever_comes_first_gets_an_account_and_keeps_it() {
        String token = ISSUER.token(ISSUER.claims("s-1", "Anna.Müller@example.org", "streaming-mods", "boss")
                .build());

        Caller anna = now(verifier.verify(token));
        Caller again =
                now(verifier.verify(ISSUER.token(ISSUER.claims("s-1", "renamed").build())));

        assertThat(anna.handle()).isEqualTo("anna_m_ller");
        assertThat(anna.roles()).isEqualTo(EnumSet.of(Role.VIEWER, Role.PERFORMER, Role.MODERATOR));
        assertThat(anna.session()).isNull();
        assertThat(again.id()).isEqualTo(anna.id());
        assertThat(again.roles()).isEqualTo(EnumSet.of(Role.VIEWER, Role.PERFORMER));
        client.get()
                .uri("/api/v1/accounts/me")
                .headers(headers -> headers.setBearerAuth(token))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.handle")
                .isEqualTo("anna_m_ller");
    }

    @Test
    @Order(3)
    void many_first_requests_of_one_person_make_one_account_and_namesakes_differ() {
        List<Caller> callers = now(Flux.range(0, 20)
                .flatMap(
                        i -> verifier.verify(ISSUER.token(
                                ISSUER.claims("s-2", "double").claim("n", i).build())),
                        20)
                .collectList());
        Caller namesake =
                now(verifier.verify(ISSUER.token(ISSUER.claims("s-3", "double").build())));
        Caller reserved =
                now(verifier.verify(ISSUER.token(ISSUER.claims("s-4", "admin").build())));

        assertThat(callers.stream().map(Caller::id))
                .hasSize(20)
                .containsOnly(callers.get(0).id());
        assertThat(namesake.handle()).startsWith("double_");
        assertThat(reserved.handle()).startsWith("admin_");
        assertThat(Set.of(callers.get(0).id(), namesake.id())).hasSize(2);
    }

    @Test
    @Order(4)
    void tokens_that_the_issuer_did_not_make_for_us_now_are_refused() {
        Instant now = Instant.now();
        refused(ISSUER.forged(ISSUER.claims("s-1", "anna").build()));
        refused(ISSUER.token(
                ISSUER.claims("s-1", "anna").audience("another-api").build()));
        refused(ISSUER.token(ISSUER.claims("s-1", "anna")
                .expirationTime(Date.from(now.minusSeconds(120)))
                .build()));
        refused(ISSUER.token(ISSUER.claims("s-1", "anna").expirationTime(null).build()));
        refused(ISSUER.token(ISSUER.claims("s-1", "anna")
                .notBeforeTime(Date.from(now.plusSeconds(600)))
                .build()));
        refused(ISSUER.token(ISSUER.claims("", "anna").build()));
        refused(ISSUER.token(
                ISSUER.claims("s-1", "anna").issuer("https://evil.example").build()));
    }

    @Test
    @Order(5)
    void keys_are_read_seldom_however_many_tokens_name_unknown_ones() {
        int before = ISSUER.keyReads();
        ISSUER.changeKey("unknown");
        for (int i = 0; i < 20; i++) {
            refused(ISSUER.token(ISSUER.claims("s-1", "anna").claim("n", i).build()));
        }
        // Once, and once more where a kept connection turned out to be closed.
        assertThat(ISSUER.keyReads() - before).isLessThanOrEqualTo(2);
    }
}
