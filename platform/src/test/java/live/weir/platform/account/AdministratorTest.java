package live.weir.platform.account;

import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import live.weir.platform.testing.WeirTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;

/** In order, because there is a first administrator only once. */
@WeirTest
@DirtiesContext
@TestPropertySource(properties = "weir.audit.retention=P13M") // a node of its own, on which nobody is the administrator
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AdministratorTest {

    private static final String ADMIN = "the_first_one";

    @Autowired
    private WebTestClient client;

    @Autowired
    private AdministratorAtStart notice;

    @LocalServerPort
    private int port;

    private People people;

    @BeforeEach
    void meet() {
        people = new People(client);
    }

    private Map<String, Object> wanted(String token, String handle) {
        Map<String, Object> body = new HashMap<>(People.account(handle));
        body.put("token", token);
        return body;
    }

    private String token() {
        String sentence = notice.sentence("http://weir.example").orElseThrow();
        assertThat(sentence).contains("http://weir.example/setup#");
        return sentence.substring(sentence.indexOf('#') + 1);
    }

    private WebTestClient.ResponseSpec setup(Map<String, Object> body) {
        return client.post().uri("/api/v1/setup/admin").bodyValue(body).exchange();
    }

    @Test
    @Order(1)
    void of_many_with_the_right_token_one_becomes_administrator() {
        client.get()
                .uri("/api/v1/setup")
                .exchange()
                .expectBody()
                .jsonPath("$.adminNeeded")
                .isEqualTo(true);
        setup(Map.of()).expectStatus().isBadRequest();
        String token = token();
        WebClient web = WebClient.create("http://127.0.0.1:" + port);

        List<Integer> statuses = now(Flux.fromIterable(candidates())
                .flatMap(
                        handle -> web.post()
                                .uri("/api/v1/setup/admin")
                                .bodyValue(wanted(token, handle))
                                .exchangeToMono(response -> response.releaseBody()
                                        .thenReturn(response.statusCode().value())),
                        10)
                .collectList());

        assertThat(statuses).hasSize(10).isSubsetOf(201, 403, 409);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(1);
        client.get()
                .uri("/api/v1/setup")
                .exchange()
                .expectBody()
                .jsonPath("$.adminNeeded")
                .isEqualTo(false);
    }

    @Test
    @Order(2)
    void a_used_or_wrong_setup_token_is_refused_and_guesses_are_slowed_down() {
        List<Integer> statuses = IntStream.range(0, 6)
                .mapToObj(i -> setup(wanted(i == 0 ? token() : "guess " + i, "too_late_" + i)))
                .map(response ->
                        response.expectBody().returnResult().getStatus().value())
                .toList();

        assertThat(statuses).isSubsetOf(403, 429).endsWith(429);
    }

    @Test
    @Order(3)
    void an_administrator_lists_people_and_gives_roles_and_others_do_not() {
        People.SignIn admin = admin();
        String handle = people.register();
        People.SignIn person = people.signIn(handle);

        list(person.token(), "").expectStatus().isForbidden();
        list(admin.token(), "?q=" + handle + "&limit=1")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items[0].handle")
                .isEqualTo(handle);
        list(admin.token(), "?q=%27%20or%201%3D1")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(0);
        roles(person.token(), handle, "admin").expectStatus().isForbidden();
        roles(admin.token(), handle, "emperor").expectStatus().isBadRequest();
        roles(admin.token(), "no_such_person", "viewer").expectStatus().isNotFound();
        roles(admin.token(), handle, "viewer", "moderator").expectStatus().isOk();
        people.me(person.token()).expectStatus().isUnauthorized();
        People.SignIn again = people.refreshed(person.refresh());
        assertThat(again.account().get("roles")).isEqualTo(List.of("moderator", "viewer"));
        people.me(again.token()).expectStatus().isOk();
    }

    /** Whoever won the race of the second test. */
    private static List<String> candidates() {
        return IntStream.range(0, 10).mapToObj(i -> i == 0 ? ADMIN : ADMIN + i).toList();
    }

    private People.SignIn admin() {
        for (String handle : candidates()) {
            if (client.post()
                    .uri("/api/v1/sessions")
                    .bodyValue(People.account(handle))
                    .exchange()
                    .returnResult(String.class)
                    .getStatus()
                    .is2xxSuccessful()) {
                return people.signIn(handle);
            }
        }
        throw new IllegalStateException("nobody is the administrator");
    }

    private WebTestClient.ResponseSpec list(String token, String query) {
        return client.get()
                .uri(URI.create("http://127.0.0.1:" + port + "/api/v1/accounts" + query))
                .headers(headers -> headers.setBearerAuth(token))
                .exchange();
    }

    private WebTestClient.ResponseSpec roles(String token, String handle, String... roles) {
        return client.put()
                .uri("/api/v1/accounts/{handle}/roles", handle)
                .headers(headers -> headers.setBearerAuth(token))
                .bodyValue(Map.of("roles", roles))
                .exchange();
    }

    @Test
    @Order(4)
    void the_last_administrator_can_neither_step_down_nor_leave() {
        People.SignIn admin = admin();
        String handle = String.valueOf(admin.account().get("handle"));

        roles(admin.token(), handle, "viewer")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:weir:problem:last-admin");
        client.method(HttpMethod.DELETE)
                .uri("/api/v1/accounts/me")
                .headers(headers -> headers.setBearerAuth(admin.token()))
                .bodyValue(Map.of("password", People.PASSWORD))
                .exchange()
                .expectStatus()
                .isEqualTo(409);
    }

    @Test
    @Order(5)
    void what_people_did_is_in_the_audit_log() {
        People.SignIn admin = admin();
        String handle = people.register();

        await().untilAsserted(() -> client.get()
                .uri("/api/v1/ops/audit?actor=" + handle)
                .headers(headers -> headers.setBearerAuth(admin.token()))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items[0].action")
                .isEqualTo("registered"));
        client.get()
                .uri("/api/v1/ops/audit")
                .headers(headers -> headers.setBearerAuth(people.signIn(handle).token()))
                .exchange()
                .expectStatus()
                .isForbidden();
    }
}
