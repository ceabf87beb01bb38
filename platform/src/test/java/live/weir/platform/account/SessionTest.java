package live.weir.platform.account;

import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import live.weir.platform.testing.WeirTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;

@WeirTest
class SessionTest {

    @Autowired
    private WebTestClient client;

    @LocalServerPort
    private int port;

    private People people;

    @BeforeEach
    void meet() {
        people = new People(client);
    }

    @Test
    void a_refresh_token_is_good_once_and_brings_the_next() {
        People.SignIn first = people.signIn(people.register());

        People.SignIn second = people.refreshed(first.refresh());
        People.SignIn third = people.refreshed(second.refresh());

        assertThat(second.refresh()).isNotEqualTo(first.refresh());
        people.me(third.token()).expectStatus().isOk();
    }

    @Test
    void a_refresh_token_used_again_ends_the_whole_session() {
        People.SignIn first = people.signIn(people.register());
        People.SignIn second = people.refreshed(first.refresh());

        people.refresh(first.refresh())
                .expectStatus()
                .isUnauthorized()
                .expectCookie()
                .maxAge("weir_refresh", Duration.ZERO)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:weir:problem:refresh-reused");

        people.refresh(second.refresh()).expectStatus().isUnauthorized();
        people.me(second.token()).expectStatus().isUnauthorized();
    }

    @Test
    void of_many_uses_of_one_refresh_token_at_once_one_is_good() {
        People.SignIn signIn = people.signIn(people.register());
        WebClient web = WebClient.create("http://127.0.0.1:" + port);

        List<Integer> statuses = now(Flux.range(0, 20)
                .flatMap(
                        i -> web.post()
                                .uri("/api/v1/sessions/refresh")
                                .cookie("weir_refresh", signIn.refresh())
                                .exchangeToMono(response -> response.releaseBody()
                                        .thenReturn(response.statusCode().value())),
                        20)
                .collectList());

        assertThat(statuses).hasSize(20).isSubsetOf(200, 401, 503); // 503: too busy to look, on a slow machine
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(1);
    }

    @Test
    void invented_and_missing_refresh_tokens_are_refused_alike() {
        people.refresh("'or'1'='1").expectStatus().isUnauthorized();
        people.refresh("x".repeat(3000)).expectStatus().isUnauthorized();
        client.post().uri("/api/v1/sessions/refresh").exchange().expectStatus().isUnauthorized();
    }

    @Test
    void another_sites_page_cannot_use_the_cookie() {
        People.SignIn signIn = people.signIn(people.register());

        foreign("Sec-Fetch-Site", "cross-site", signIn);
        foreign("Sec-Fetch-Site", "same-site", signIn);
        foreign("Origin", "https://evil.example", signIn);
        foreign("Origin", "null", signIn);

        client.post()
                .uri("/api/v1/sessions/refresh")
                .cookie("weir_refresh", signIn.refresh())
                .header("Origin", "http://localhost:" + port)
                .header("Host", "localhost:" + port)
                .header("Sec-Fetch-Site", "same-origin")
                .exchange()
                .expectStatus()
                .isOk();
    }

    private void foreign(String header, String value, People.SignIn signIn) {
        client.post()
                .uri("/api/v1/sessions/refresh")
                .cookie("weir_refresh", signIn.refresh())
                .header(header, value)
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void signing_out_by_access_token_ends_the_session_and_its_tokens() {
        People.SignIn signIn = people.signIn(people.register());

        client.delete()
                .uri("/api/v1/sessions/current")
                .headers(headers -> headers.setBearerAuth(signIn.token()))
                .exchange()
                .expectStatus()
                .isNoContent()
                .expectCookie()
                .maxAge("weir_refresh", Duration.ZERO);

        people.me(signIn.token()).expectStatus().isUnauthorized();
        people.refresh(signIn.refresh()).expectStatus().isUnauthorized();
    }

    @Test
    void signing_out_by_cookie_alone_works_too() {
        People.SignIn signIn = people.signIn(people.register());

        client.delete()
                .uri("/api/v1/sessions/current")
                .cookie("weir_refresh", signIn.refresh())
                .exchange()
                .expectStatus()
                .isNoContent();

        people.me(signIn.token()).expectStatus().isUnauthorized();
    }

    @Test
    void my_sessions_are_listed_and_can_be_ended_and_nobody_elses() {
        String mine = people.register();
        People.SignIn here = people.signIn(mine);
        People.SignIn there = people.signIn(mine);
        People.SignIn stranger = people.signIn(people.register());
        String other = otherSession(here);

        end(other, stranger.token()).expectStatus().isNotFound();
        people.me(there.token()).expectStatus().isOk();
        end(other, here.token()).expectStatus().isNoContent();
        people.me(there.token()).expectStatus().isUnauthorized();
        people.me(here.token()).expectStatus().isOk();
        end(UUID.randomUUID().toString(), here.token()).expectStatus().isNotFound();
        end("not-a-uuid", here.token()).expectStatus().isBadRequest();
    }

    private WebTestClient.ResponseSpec end(String session, String token) {
        return client.delete()
                .uri("/api/v1/sessions/{id}", session)
                .headers(headers -> headers.setBearerAuth(token))
                .exchange();
    }

    private String otherSession(People.SignIn signIn) {
        Map<?, ?> list = Objects.requireNonNull(client.get()
                .uri("/api/v1/sessions")
                .headers(headers -> headers.setBearerAuth(signIn.token()))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody());
        List<?> items = (List<?>) Objects.requireNonNull(list.get("items"));
        assertThat(items).hasSize(2);
        return items.stream()
                .map(item -> (Map<?, ?>) item)
                .filter(item -> Boolean.FALSE.equals(item.get("current")))
                .map(item -> String.valueOf(item.get("id")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_new_password_ends_the_other_sessions_and_replaces_the_old() {
        String handle = people.register();
        People.SignIn here = people.signIn(handle);
        People.SignIn there = people.signIn(handle);

        changePassword(here, "not my password", "another good password")
                .expectStatus()
                .isForbidden();
        changePassword(here, People.PASSWORD, "short").expectStatus().isBadRequest();
        changePassword(here, People.PASSWORD, "another good password")
                .expectStatus()
                .isNoContent();

        people.me(here.token()).expectStatus().isOk();
        people.me(there.token()).expectStatus().isUnauthorized();
        client.post()
                .uri("/api/v1/sessions")
                .bodyValue(Map.of("handle", handle, "password", "another good password"))
                .exchange()
                .expectStatus()
                .isOk();
    }

    private WebTestClient.ResponseSpec changePassword(People.SignIn signIn, String current, String next) {
        return client.put()
                .uri("/api/v1/accounts/me/password")
                .headers(headers -> headers.setBearerAuth(signIn.token()))
                .bodyValue(Map.of("currentPassword", current, "newPassword", next))
                .exchange();
    }

    @Test
    void a_deleted_account_is_gone_with_its_sessions() {
        String handle = people.register();
        People.SignIn signIn = people.signIn(handle);

        delete(signIn, "not my password").expectStatus().isForbidden();
        delete(signIn, People.PASSWORD).expectStatus().isNoContent();

        people.me(signIn.token()).expectStatus().isUnauthorized();
        client.post()
                .uri("/api/v1/sessions")
                .bodyValue(People.account(handle))
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    private WebTestClient.ResponseSpec delete(People.SignIn signIn, String password) {
        return client.method(HttpMethod.DELETE)
                .uri("/api/v1/accounts/me")
                .headers(headers -> headers.setBearerAuth(signIn.token()))
                .bodyValue(Map.of("password", password))
                .exchange();
    }

    @Test
    void a_display_name_can_be_changed_and_is_checked() {
        People.SignIn signIn = people.signIn(people.register());

        rename(signIn, "New \u202E name").expectStatus().isBadRequest();
        rename(signIn, "New name")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.displayName")
                .isEqualTo("New name");
    }

    private WebTestClient.ResponseSpec rename(People.SignIn signIn, String name) {
        return client.patch()
                .uri("/api/v1/accounts/me")
                .headers(headers -> headers.setBearerAuth(signIn.token()))
                .bodyValue(Map.of("displayName", name))
                .exchange();
    }
}
