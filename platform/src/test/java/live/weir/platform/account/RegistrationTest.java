package live.weir.platform.account;

import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import live.weir.platform.testing.WeirTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;

@WeirTest
class RegistrationTest {

    private static final String INJECTION = "x'; drop table accounts; --";

    @Autowired
    private WebTestClient client;

    @LocalServerPort
    private int port;

    private People people;

    @BeforeEach
    void meet() {
        people = new People(client);
    }

    private WebTestClient.ResponseSpec register(Map<String, Object> body) {
        return client.post().uri("/api/v1/accounts").bodyValue(body).exchange();
    }

    @Test
    void a_handle_is_lower_cased_and_a_display_name_composed_and_trimmed() {
        String handle = People.freshHandle();
        Map<String, Object> body = People.account(handle.toUpperCase(Locale.ROOT));
        body.put("displayName", "  Rene\u0301 \uD83D\uDC69\u200D\uD83D\uDE80 ");

        register(body)
                .expectStatus()
                .isCreated()
                .expectHeader()
                .location("/api/v1/accounts/me")
                .expectBody()
                .jsonPath("$.handle")
                .isEqualTo(handle)
                .jsonPath("$.displayName")
                .isEqualTo("Ren\u00e9 \uD83D\uDC69\u200D\uD83D\uDE80")
                .jsonPath("$.password")
                .doesNotExist();
    }

    @Test
    void a_handle_that_is_taken_in_any_case_is_a_conflict() {
        String handle = people.register();

        register(People.account(handle.toUpperCase(Locale.ROOT)))
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:weir:problem:handle-taken");
    }

    @Test
    void of_fifty_who_want_a_handle_at_once_one_gets_it() {
        Map<String, Object> body = People.account(People.freshHandle());
        WebClient web = WebClient.create("http://127.0.0.1:" + port);

        List<Integer> statuses = now(Flux.range(0, 50)
                .flatMap(
                        i -> web.post()
                                .uri("/api/v1/accounts")
                                .bodyValue(body)
                                .exchangeToMono(response -> response.releaseBody()
                                        .thenReturn(response.statusCode().value())),
                        50)
                .collectList());

        assertThat(statuses).hasSize(50).containsOnly(201, 409);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void a_bad_field_is_named_and_nothing_is_made(String pointer, String field, Object value) {
        Map<String, Object> body = People.account(People.freshHandle());
        body.put(field, value);

        register(body)
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:weir:problem:validation")
                .jsonPath("$.errors[0].pointer")
                .isEqualTo(pointer);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("/handle", "handle", "ab"),
                Arguments.of("/handle", "handle", "a".repeat(31)),
                Arguments.of("/handle", "handle", "a".repeat(60_000)),
                Arguments.of("/handle", "handle", INJECTION),
                Arguments.of("/handle", "handle", "admin"),
                Arguments.of("/handle", "handle", "ADMIN"),
                Arguments.of("/handle", "handle", "\u212Aelvin"), // the Kelvin sign becomes a k in lower case
                Arguments.of("/handle", "handle", "p\u0430ypal"), // a Cyrillic a
                Arguments.of("/handle", "handle", "name\u200Bname"),
                Arguments.of("/handle", "handle", "name\n"),
                Arguments.of("/handle", "handle", 12345),
                Arguments.of("/handle", "handle", Map.of("$ne", "")),
                Arguments.of("/password", "password", "short"),
                Arguments.of("/password", "password", "\uD83D\uDE80".repeat(9)),
                Arguments.of("/password", "password", "x1y2z3".repeat(30)),
                Arguments.of("/password", "password", "Password123"),
                Arguments.of("/password", "password", "aaaaaaaaaaaa"),
                Arguments.of("/displayName", "displayName", "   "),
                Arguments.of("/displayName", "displayName", "\u200D\u200D"),
                Arguments.of("/displayName", "displayName", "x".repeat(61)),
                Arguments.of("/displayName", "displayName", "evil\u202Etxt.exe"),
                Arguments.of("/displayName", "displayName", "a\u2066b"),
                Arguments.of("/displayName", "displayName", "bell\u0007"),
                Arguments.of("/displayName", "displayName", "line\nbreak"),
                Arguments.of("/displayName", "displayName", "hidden\u200Bspace"),
                Arguments.of("/displayName", "displayName", "Z" + "\u0301\u0302\u0303".repeat(4)),
                Arguments.of("/displayName", "displayName", List.of("a")));
    }

    @Test
    void all_bad_fields_are_named_at_once() {
        Map<String, Object> body = new HashMap<>();
        body.put("displayName", "\u202E");

        register(body)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors.length()")
                .isEqualTo(3);
    }

    @Test
    void a_password_must_not_contain_the_handle() {
        Map<String, Object> body = People.account(People.freshHandle());
        body.put("password", "xx" + body.get("handle") + "yy");

        register(body)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("/password");
    }

    @Test
    void sql_in_a_display_name_or_a_password_is_just_text() {
        Map<String, Object> body = People.account(People.freshHandle());
        body.put("displayName", INJECTION);
        body.put("password", INJECTION);

        register(body)
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.displayName")
                .isEqualTo(INJECTION);
        client.post()
                .uri("/api/v1/sessions")
                .bodyValue(Map.of("handle", body.get("handle"), "password", INJECTION))
                .exchange()
                .expectStatus()
                .isOk();
        client.post()
                .uri("/api/v1/sessions")
                .bodyValue(Map.of("handle", INJECTION, "password", INJECTION))
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void a_body_that_is_not_json_is_not_read() {
        client.post()
                .uri("/api/v1/accounts")
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .bodyValue("handle=someone&password=four+plain+words")
                .exchange()
                .expectStatus()
                .isEqualTo(415)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }
}
