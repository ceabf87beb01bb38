package live.weir.platform.web.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import live.weir.platform.resilience.DependencyUnavailable;
import live.weir.platform.web.WebTest;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Import(ProblemHandlerTest.FaultyHandler.class)
@ExtendWith(OutputCaptureExtension.class)
@NullMarked
class ProblemHandlerTest extends WebTest {

    enum Mood {
        CALM,
        WILD
    }

    record Link(@NotBlank String href) {}

    record Order(
            @NotBlank @Size(max = 8) String slug,
            @Nullable Integer count,
            @Nullable Mood mood,
            @Nullable Instant at,
            @Nullable List<@Valid Link> links,
            @Nullable Boolean loud) {}

    @RestController
    @RequestMapping("/api/faulty")
    static class FaultyHandler {

        @PostMapping("/orders")
        Order order(@Valid @RequestBody Order order) {
            return order;
        }

        @PostMapping("/orders/lazy")
        Mono<Order> lazily(@Valid @RequestBody Mono<Order> order) {
            return order;
        }

        @GetMapping("/known")
        String known() {
            throw Problem.notFound("channel", "x").with("status", 999).with("hint", "look elsewhere");
        }

        @GetMapping("/away")
        Mono<String> away() {
            return Mono.error(new DependencyUnavailable(
                    "postgres", "timed out", Duration.ofMillis(2500), new Exception("secret")));
        }

        @GetMapping("/broken")
        String broken() {
            throw new IllegalStateException("a secret of ours");
        }

        @GetMapping("/gone")
        String gone() {
            throw new ResponseStatusException(HttpStatus.GONE, "a secret of ours");
        }

        @GetMapping(value = "/text", produces = "text/plain")
        String text() {
            return "text";
        }

        @GetMapping("/torn")
        Flux<String> torn() {
            return Flux.concat(Flux.just("x".repeat(100_000)), Flux.error(new IllegalStateException("torn")));
        }

        @GetMapping("/numbers/{id}")
        String numbers(@PathVariable int id, @RequestParam @Max(10) int size, @RequestHeader("X-Mood") Mood mood) {
            return id + ":" + size + ":" + mood;
        }
    }

    @Test
    void a_problem_is_answered_as_it_says() {
        problem(client.get().uri("/api/faulty/known"), 404, "not-found")
                .jsonPath("$.hint")
                .isEqualTo("look elsewhere")
                .jsonPath("$.detail")
                .isEqualTo("There is no channel 'x'.")
                .jsonPath("$.instance")
                .value(String.class, text -> assertThat(text).matches("urn:weir:request:[0-9a-f]{16}"));
    }

    @Test
    void a_missing_dependency_is_503_names_it_and_says_when_to_return() {
        client.get()
                .uri("/api/faulty/away")
                .exchange()
                .expectHeader()
                .valueEquals(HttpHeaders.RETRY_AFTER, "3")
                .expectBody()
                .jsonPath("$.dependency")
                .isEqualTo("postgres")
                .jsonPath("$.detail")
                .value(String.class, text -> assertThat(text).doesNotContain("secret"));
        problem(client.get().uri("/api/faulty/away"), 503, "dependency-unavailable");
    }

    @Test
    void what_nobody_foresaw_is_500_without_detail_and_logged_once_with_the_requests_id(CapturedOutput output) {
        problem(client.get().uri("/api/faulty/broken").header("X-Request-Id", "find-me-in-the-log"), 500, "internal")
                .jsonPath("$.detail")
                .value(String.class, text -> assertThat(text).doesNotContain("secret"))
                .jsonPath("$.instance")
                .isEqualTo("urn:weir:request:find-me-in-the-log");
        assertThat(output.getAll().lines().filter(line -> line.contains("find-me-in-the-log")))
                .hasSize(1);
        assertThat(output.getAll().lines().filter(line -> line.contains("IllegalStateException: a secret")))
                .hasSize(1);
    }

    @Test
    void a_reason_meant_for_us_stays_inside() {
        problem(client.get().uri("/api/faulty/gone"), 410, "gone")
                .jsonPath("$.detail")
                .value(String.class, text -> assertThat(text).doesNotContain("secret"));
    }

    @Test
    void no_route_is_404_and_a_wrong_method_405_with_the_right_ones() {
        problem(client.get().uri("/api/nowhere"), 404, "not-found");
        problem(client.post().uri("/api/nowhere"), 404, "not-found");
        problem(client.delete().uri("/api/faulty/known"), 405, "method-not-allowed");
        client.delete().uri("/api/faulty/known").exchange().expectHeader().valueEquals("Allow", "GET");
    }

    @Test
    void head_has_the_status_and_no_body() {
        client.head()
                .uri("/api/faulty/known")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .isEmpty();
    }

    @Test
    void what_the_client_does_not_accept_is_406_and_what_it_sends_wrongly_415() {
        problem(client.get().uri("/api/faulty/text").accept(MediaType.IMAGE_PNG), 406, "not-acceptable");
        for (MediaType type : List.of(MediaType.TEXT_PLAIN, MediaType.APPLICATION_XML)) {
            problem(post("{}").contentType(type), 415, "unsupported-media-type");
            post("{}")
                    .contentType(type)
                    .exchange()
                    .expectHeader()
                    .value("Accept", accepted -> assertThat(accepted).contains("application/json"));
        }
        problem(post("slug=x").contentType(MediaType.APPLICATION_FORM_URLENCODED), 415, "unsupported-media-type");
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("{\"slug\": secretword}", 1, 0),
                Arguments.of("{\n \"slug\": \"a\",\n secretword}", 3, 2),
                Arguments.of("{\"slug\":\"a\"} secretword", 1, 0),
                Arguments.of("{\"slug\":\"a\"}{}", 1, 0),
                Arguments.of("{\"slug\":\"a\",\"slug\":\"secretword\"}", 1, 0),
                Arguments.of("{\"slug\":\"a\"", 1, 0),
                Arguments.of("{\"slug\":'a'}", 1, 0),
                Arguments.of("{\"slug\":\"\u0000\"}", 1, 0),
                Arguments.of("nul", 1, 0));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void malformed_json_is_400_with_its_place_and_never_its_content(String body, int line, int column) {
        for (String path : List.of("/api/faulty/orders", "/api/faulty/orders/lazy")) {
            problem(post(path, body.getBytes(StandardCharsets.UTF_8)), 400, "malformed-json")
                    .jsonPath("$.line")
                    .isEqualTo(line)
                    .jsonPath("$.column")
                    .isNumber()
                    .jsonPath("$.detail")
                    .value(String.class, text -> assertThat(text).doesNotContain("secretword"));
        }
    }

    static Stream<String> unbearable() {
        return Stream.of(
                "{\"x\":" + "[".repeat(10_000),
                "{\"x\":".repeat(33) + "1" + "}".repeat(33),
                "{\"slug\":\"" + "a".repeat(70_000) + "\"}",
                "{\"" + "n".repeat(300) + "\":1}",
                "{\"count\":" + "1".repeat(100) + "}");
    }

    @ParameterizedTest
    @MethodSource("unbearable")
    void json_beyond_what_we_bear_is_400(String body) {
        problem(post("/api/faulty/orders", body.getBytes(StandardCharsets.UTF_8)), 400, "malformed-json")
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).contains("too deeply"));
    }

    @Test
    void what_is_not_utf_8_is_400() {
        for (String hex : List.of("FF", "C080", "EDA080", "F8888080", "C3", "E282")) {
            byte[] bad = HexFormat.of().parseHex(hex);
            byte[] body = ("{\"slug\":\"" + new String(bad, StandardCharsets.ISO_8859_1) + "\"}")
                    .getBytes(StandardCharsets.ISO_8859_1);
            problem(post("/api/faulty/orders", body), 400, "malformed-json");
        }
        problem(
                post("/api/faulty/orders", "{\"slug\":\"a\"}".getBytes(StandardCharsets.UTF_16)),
                400,
                "malformed-json");
    }

    static Stream<Arguments> mismatched() {
        return Stream.of(
                Arguments.of("{\"slug\":1}", "/slug", "must be a string"),
                Arguments.of("{\"slug\":{}}", "/slug", "must be a string"),
                Arguments.of("{\"slug\":\"a\",\"count\":\"1\"}", "/count", "must be an integer"),
                Arguments.of("{\"slug\":\"a\",\"count\":1.5}", "/count", "must be an integer"),
                Arguments.of("{\"slug\":\"a\",\"count\":99999999999}", "/count", "is out of range"),
                Arguments.of("{\"slug\":\"a\",\"mood\":\"secret\"}", "/mood", "must be one of CALM, WILD"),
                Arguments.of("{\"slug\":\"a\",\"mood\":1}", "/mood", "must be one of CALM, WILD"),
                Arguments.of("{\"slug\":\"a\",\"at\":\"soon\"}", "/at", "must be a date or time (ISO 8601)"),
                Arguments.of("{\"slug\":\"a\",\"loud\":\"yes\"}", "/loud", "must be true or false"),
                Arguments.of("{\"slug\":\"a\",\"links\":{}}", "/links", "must be an array"),
                Arguments.of("{\"slug\":\"a\",\"links\":[{\"href\":\"b\"},7]}", "/links/1", "must be an object"),
                Arguments.of("{\"slug\":\"a\",\"links\":[{\"href\":[]}]}", "/links/0/href", "must be a string"),
                Arguments.of("{\"slug\":\"\\u0000\"}", "/slug", "must not contain U+0000 or half of a surrogate pair"),
                Arguments.of("{\"slug\":\"\\ud800\"}", "/slug", "must not contain U+0000 or half of a surrogate pair"),
                Arguments.of("[]", "", "must be an object"),
                Arguments.of("7", "", "must be an object"),
                Arguments.of("\"a\"", "", "must be an object"),
                Arguments.of("null", "", "is required"),
                Arguments.of("", "", "is required"),
                Arguments.of("{}", "/slug", "must not be blank"),
                Arguments.of("{\"slug\":\"123456789\"}", "/slug", "size must be between 0 and 8"),
                Arguments.of("{\"slug\":\"a\",\"links\":[{\"href\":\"b\"},{}]}", "/links/1/href", "must not be blank"));
    }

    @ParameterizedTest
    @MethodSource("mismatched")
    void a_wrong_field_is_400_with_a_pointer_to_it(String body, String pointer, String detail) {
        for (String path : List.of("/api/faulty/orders", "/api/faulty/orders/lazy")) {
            problem(post(path, body.getBytes(StandardCharsets.UTF_8)), 400, "validation")
                    .jsonPath("$.errors.length()")
                    .isEqualTo(1)
                    .jsonPath("$.errors[0].pointer")
                    .isEqualTo(pointer)
                    .jsonPath("$.errors[0].detail")
                    .isEqualTo(detail);
        }
    }

    @Test
    void unknown_fields_and_the_case_of_enums_are_tolerated() {
        post("{\"slug\":\"a\",\"mood\":\"wild\",\"newer\":{\"than\":[\"we\"]}}")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.mood")
                .isEqualTo("WILD");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/faulty/numbers/x?size=1, CALM, parameter, id, must be an integer",
        "/api/faulty/numbers/1?size=x, CALM, parameter, size, must be an integer",
        "/api/faulty/numbers/1?size=11, CALM, parameter, size, must be less than or equal to 10",
        "/api/faulty/numbers/1, CALM, parameter, size, is required",
        "/api/faulty/numbers/1?size=1, odd, header, X-Mood, 'must be one of CALM, WILD'",
        "/api/faulty/numbers/1?size=1, , header, X-Mood, is required",
    })
    void a_wrong_parameter_is_400_by_its_name(
            String uri, @Nullable String mood, String place, String name, String detail) {
        WebTestClient.RequestHeadersSpec<?> request = client.get().uri(uri);
        if (mood != null) {
            request = request.header("X-Mood", mood);
        }
        problem(request, 400, "validation")
                .jsonPath("$.errors[0]." + place)
                .isEqualTo(name)
                .jsonPath("$.errors[0].detail")
                .isEqualTo(detail);
    }

    @ParameterizedTest
    @ValueSource(ints = {262_145, 1_000_000})
    void a_body_beyond_the_limit_is_413_and_ends_the_connection(int size) {
        byte[] body = ("{\"slug\":\"a\"}" + " ".repeat(size)).getBytes(StandardCharsets.UTF_8);
        problem(post("/api/faulty/orders", body), 413, "body-too-large");
        post("/api/faulty/orders", body).exchange().expectHeader().valueEquals("Connection", "close");
    }

    @Test
    void a_response_that_fails_half_way_is_cut_so_that_nobody_takes_it_for_whole() {
        byte[] fine = client.get()
                .uri("/api/faulty/text")
                .exchange()
                .expectBody()
                .returnResult()
                .getResponseBody();
        assertThat(fine).isNotEmpty();
        assertThatThrownBy(() -> client.get()
                        .uri("/api/faulty/torn")
                        .exchange()
                        .expectBody()
                        .returnResult())
                .hasStackTraceContaining("PrematureCloseException");
    }

    private WebTestClient.RequestBodySpec post(String body) {
        WebTestClient.RequestBodySpec request = client.post().uri("/api/faulty/orders");
        request.contentType(MediaType.APPLICATION_JSON).bodyValue(body.getBytes(StandardCharsets.UTF_8));
        return request;
    }

    private WebTestClient.RequestHeadersSpec<?> post(String path, byte[] body) {
        return client.post().uri(path).contentType(MediaType.APPLICATION_JSON).bodyValue(body);
    }

    private static WebTestClient.BodyContentSpec problem(
            WebTestClient.RequestHeadersSpec<?> request, int status, String type) {
        return request.exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectHeader()
                .valueEquals("Cache-Control", "no-store")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:weir:problem:" + type)
                .jsonPath("$.status")
                .isEqualTo(status)
                .jsonPath("$.title")
                .isNotEmpty();
    }
}
