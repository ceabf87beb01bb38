package live.weir.platform.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import live.weir.platform.testing.WeirTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

@WeirTest
class SignInTest {

    @Autowired
    private WebTestClient client;

    private People people;

    @BeforeEach
    void meet() {
        people = new People(client);
    }

    @Test
    void who_registers_can_sign_in_and_ask_who_they_are() {
        String handle = people.register();

        People.SignIn signIn = people.signIn(handle);

        client.get()
                .uri("/api/v1/accounts/me")
                .headers(headers -> headers.setBearerAuth(signIn.token()))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.handle")
                .isEqualTo(handle)
                .jsonPath("$.roles[0]")
                .isEqualTo("performer")
                .jsonPath("$.roles[1]")
                .isEqualTo("viewer")
                .jsonPath("$.createdAt")
                .exists();
        assertThat(signIn.cookie().isHttpOnly()).isTrue();
        assertThat(signIn.cookie().getSameSite()).isEqualTo("Strict");
        assertThat(signIn.cookie().getPath()).isEqualTo("/api/v1/sessions");
        assertThat(signIn.cookie().getMaxAge().toDays()).isEqualTo(30);
    }

    @Test
    void without_a_token_the_api_is_closed() {
        client.get()
                .uri("/api/v1/accounts/me")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectHeader()
                .valueEquals("WWW-Authenticate", "Bearer")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:weir:problem:unauthorized");
    }

    @Test
    void an_unknown_handle_and_a_wrong_password_are_answered_alike() {
        String handle = people.register();

        Map<?, ?> wrong = refused(handle, "wrong horse wrong staple");
        Map<?, ?> unknown = refused("nobody_" + handle.substring(2), "wrong horse wrong staple");

        assertThat(wrong.get("type")).isEqualTo("urn:weir:problem:bad-credentials");
        assertThat(unknown.get("type")).isEqualTo(wrong.get("type"));
        assertThat(unknown.get("detail")).isEqualTo(wrong.get("detail"));
    }

    private Map<?, ?> refused(String handle, String password) {
        return Objects.requireNonNull(client.post()
                .uri("/api/v1/sessions")
                .bodyValue(Map.of("handle", handle, "password", password))
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody());
    }
}
