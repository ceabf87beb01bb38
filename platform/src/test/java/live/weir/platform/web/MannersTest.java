package live.weir.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Import({MannersTest.PoliteHandler.class, MannersTest.EmbedPolicy.class})
@TestPropertySource(
        properties = {
            "weir.web.cors.allowed-origins=https://player.example,https://other.example",
            "weir.web.trusted-proxies=127.0.0.1,::1",
            "spring.reactor.context-propagation=auto" // as where logs are structured
        })
@NullMarked
class MannersTest extends WebTest {

    record Thing(String name, int size) {}

    static final class EmbedPolicy {
        @Bean
        HeaderPolicy embed() {
            return new HeaderPolicy("/embed", "frame-ancestors *", HeaderPolicy.Framing.ANYBODY);
        }
    }

    @RestController
    @RequestMapping("/api/polite")
    static class PoliteHandler {

        final List<String> idsInLogs = new CopyOnWriteArrayList<>();

        @GetMapping("/plain")
        Map<String, String> plain() {
            return Map.of("a", "b");
        }

        @GetMapping("/own")
        ResponseEntity<String> own() {
            return ResponseEntity.ok()
                    .header("Content-Security-Policy", "default-src 'self'")
                    .header("Referrer-Policy", "no-referrer")
                    .cacheControl(Caching.publicly(Duration.ofSeconds(5), Duration.ofSeconds(30)))
                    .body("own");
        }

        @GetMapping("/logged")
        Mono<String> logged() {
            return Mono.delay(Duration.ofMillis(1), Schedulers.parallel())
                    .map(tick -> String.valueOf(MDC.get(RequestId.MDC_KEY)))
                    .publishOn(Schedulers.boundedElastic())
                    .doOnNext(id -> idsInLogs.add(id + " " + MDC.get(RequestId.MDC_KEY)));
        }

        @GetMapping("/things")
        Mono<Page<Thing>> things(PageRequest page) {
            int from = page.after("things", 1, parts -> Integer.parseInt(parts.get(0)))
                    .orElse(0);
            List<Thing> rows = IntStream.range(from, Math.min(50, from + page.fetch()))
                    .mapToObj(i -> new Thing("t", i))
                    .toList();
            return Mono.just(Page.cut(rows, page, last -> Cursors.write("things", "" + (last.size() + 1))));
        }

        @GetMapping("/things/{version}")
        ResponseEntity<Thing> thing(@PathVariable long version, ServerHttpRequest request) {
            return Conditional.read(
                    request, EntityTag.ofVersion(version), Caching.privately(), () -> new Thing("t", 1));
        }

        @PutMapping("/things/{version}")
        Thing change(@PathVariable long version, @RequestBody Thing thing, ServerHttpRequest request) {
            Conditional.requireMatch(request, EntityTag.ofVersion(version));
            return thing;
        }

        @PostMapping("/things")
        Mono<Thing> create(@RequestBody Thing thing) {
            return Mono.just(thing);
        }

        @GetMapping("/long")
        ResponseEntity<List<Thing>> longList() {
            return ResponseEntity.ok()
                    .eTag("\"v1\"")
                    .body(IntStream.range(0, 500)
                            .mapToObj(i -> new Thing("thing", i))
                            .toList());
        }

        @GetMapping(value = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
        Flux<String> events() {
            return Flux.just("x".repeat(5000));
        }

        @GetMapping(value = "/picture", produces = "image/png")
        byte[] picture() {
            return new byte[5000];
        }
    }

    @Autowired
    PoliteHandler handler;

    @Autowired
    JsonMapper json;

    @Test
    void every_response_tells_browsers_to_be_careful() {
        for (String path : List.of("/api/polite/plain", "/api/nowhere", "/nowhere")) {
            client.get()
                    .uri(path)
                    .exchange()
                    .expectHeader()
                    .valueEquals("X-Content-Type-Options", "nosniff")
                    .expectHeader()
                    .valueEquals("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                    .expectHeader()
                    .valueEquals("X-Frame-Options", "DENY")
                    .expectHeader()
                    .valueEquals("Cross-Origin-Opener-Policy", "same-origin")
                    .expectHeader()
                    .value("Permissions-Policy", policy -> assertThat(policy).contains("camera=(self)"))
                    .expectHeader()
                    .valueEquals("Cache-Control", "no-store")
                    .expectHeader()
                    .doesNotExist("Strict-Transport-Security");
        }
    }

    @Test
    void what_a_handler_or_a_page_says_itself_stands() {
        client.get()
                .uri("/api/polite/own")
                .exchange()
                .expectHeader()
                .valueEquals("Content-Security-Policy", "default-src 'self'")
                .expectHeader()
                .valueEquals("Referrer-Policy", "no-referrer")
                .expectHeader()
                .valueEquals("Cache-Control", "max-age=5, public, stale-if-error=30, stale-while-revalidate=30");
        client.get()
                .uri("/embed/x")
                .exchange()
                .expectHeader()
                .valueEquals("Content-Security-Policy", "frame-ancestors *")
                .expectHeader()
                .doesNotExist("X-Frame-Options");
        client.get().uri("/embedded").exchange().expectHeader().valueEquals("X-Frame-Options", "DENY");
    }

    @Test
    void https_is_insisted_on_once_the_outside_is_https() {
        client.get()
                .uri("/api/polite/plain")
                .header("X-Forwarded-Proto", "https")
                .exchange()
                .expectHeader()
                .valueEquals("Strict-Transport-Security", "max-age=31536000");
    }

    @Test
    void a_sane_request_id_is_kept_and_reaches_the_log_on_every_thread() {
        client.get()
                .uri("/api/polite/logged")
                .header("X-Request-Id", "abc.DEF_123-4")
                .exchange()
                .expectHeader()
                .valueEquals("X-Request-Id", "abc.DEF_123-4")
                .expectBody(String.class)
                .isEqualTo("abc.DEF_123-4");
        assertThat(handler.idsInLogs).contains("abc.DEF_123-4 abc.DEF_123-4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "has space in it", "semi;colon;semi", "<script>alert(1)", "éééééééééé"})
    void any_other_request_id_is_replaced(String offered) {
        client.get()
                .uri("/api/polite/plain")
                .header("X-Request-Id", offered)
                .exchange()
                .expectHeader()
                .valueMatches("X-Request-Id", "[0-9a-f]{16}");
        client.get()
                .uri("/api/polite/plain")
                .header("X-Request-Id", "x".repeat(65))
                .exchange()
                .expectHeader()
                .valueMatches("X-Request-Id", "[0-9a-f]{16}");
    }

    @Test
    void an_allowed_origin_may_read_and_see_our_headers() {
        client.get()
                .uri("/api/polite/plain")
                .header("Origin", "https://player.example")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Access-Control-Allow-Origin", "https://player.example")
                .expectHeader()
                .valueEquals("Access-Control-Allow-Credentials", "true")
                .expectHeader()
                .value(
                        "Access-Control-Expose-Headers",
                        exposed -> assertThat(exposed)
                                .contains("ETag", "Location", "Link", "Retry-After", "RateLimit", "X-Request-Id"));
        client.options()
                .uri("/api/polite/things")
                .header("Origin", "https://other.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization, content-type")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Access-Control-Allow-Headers", "authorization, content-type");
    }

    @Test
    void another_origin_gets_a_problem_and_no_permission() {
        client.get()
                .uri("/api/polite/plain")
                .header("Origin", "https://evil.example")
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectHeader()
                .doesNotExist("Access-Control-Allow-Origin")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:weir:problem:origin-not-allowed");
        client.get()
                .uri("/actuator/health")
                .header("Origin", "https://player.example")
                .exchange()
                .expectHeader()
                .doesNotExist("Access-Control-Allow-Origin");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"v3\"', 304",
        "'W/\"v3\"', 304",
        "'\"v1\", W/\"v2\" ,\"v3\"', 304",
        "*, 304",
        "'\"v33\"', 200",
        "'v3', 200",
        "'\"v3', 200",
        "'', 200",
        "'\"*\"', 200",
        "'\"a,\"v3\"', 200",
    })
    void who_has_the_state_already_gets_304(String ifNoneMatch, int status) {
        var body = client.get()
                .uri("/api/polite/things/3")
                .header("If-None-Match", ifNoneMatch)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .valueEquals("ETag", "\"v3\"")
                .expectHeader()
                .valueEquals("Cache-Control", "no-cache, private")
                .expectBody();
        if (status == 304) {
            body.isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"'\"v3\"', 200", "'\"v2\", \"v3\"', 200", "*, 200", "'W/\"v3\"', 200", "'\"v2\"', 412", "'x', 412"})
    void who_saw_another_state_may_not_change_this_one(String ifMatch, int status) {
        client.put()
                .uri("/api/polite/things/3")
                .header("If-Match", ifMatch)
                .bodyValue(new Thing("t", 1))
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath(status == 412 ? "$.type" : "$.name")
                .isEqualTo(status == 412 ? "urn:weir:problem:precondition-failed" : "t");
    }

    @Test
    void pages_follow_one_another_to_the_end() {
        int seen = 0;
        String cursor = "";
        do {
            JsonNode page = get("/api/polite/things?limit=20&cursor=" + cursor);
            seen += page.path("items").size();
            cursor = page.path("nextCursor").asString("");
        } while (!cursor.isEmpty());
        assertThat(seen).isEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cursor=x",
                "cursor=%00",
                "cursor=AQAAAAAA",
                "limit=0",
                "limit=101",
                "limit=-1",
                "limit=x",
                "limit=1e3"
            })
    void a_page_that_cannot_be_is_400(String query) {
        client.get()
                .uri("/api/polite/things?" + query)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].parameter")
                .isEqualTo(query.substring(0, query.indexOf('=')));
    }

    @Test
    void long_texts_are_compressed_for_those_who_can_read_it() throws Exception {
        HttpResponse<byte[]> response = fetch("/api/polite/long", "gzip, br");
        assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(response.headers().firstValue("ETag")).contains("W/\"v1\"");
        assertThat(response.headers().allValues("Vary")).anyMatch(vary -> vary.equalsIgnoreCase("accept-encoding"));
        byte[] text = new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes();
        assertThat(json.readTree(text).size()).isEqualTo(500);
        assertThat(response.body().length).isLessThan(text.length / 4);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/polite/long, identity",
        "/api/polite/plain, gzip",
        "/api/polite/events, gzip",
        "/api/polite/picture, gzip",
        "/api/nowhere, gzip",
    })
    void nothing_else_is_compressed(String path, String accepted) throws Exception {
        assertThat(fetch(path, accepted).headers().firstValue("Content-Encoding"))
                .isEmpty();
    }

    /** With a client that does not decompress by itself. */
    private HttpResponse<byte[]> fetch(String path, String accepted) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept-Encoding", accepted)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void the_description_of_the_api_is_true() {
        JsonNode api = get("/openapi");
        assertThat(api.path("openapi").asString()).startsWith("3.1");
        assertThat(api.at("/info/title").asString()).isEqualTo("Weir");
        assertThat(api.at("/components/securitySchemes/bearer/scheme").asString())
                .isEqualTo("bearer");
        assertThat(api.at("/components/schemas/Problem/required")).hasSize(4);
        assertThat(names(api.at("/paths"))).allMatch(path -> path.startsWith("/api/polite"));

        JsonNode list = api.at("/paths/~1api~1polite~1things/get");
        assertThat(list.path("parameters").findValuesAsString("name")).containsExactly("cursor", "limit");
        assertThat(names(list.path("responses"))).containsExactlyInAnyOrder("200", "400", "401", "403", "429", "503");
        JsonNode create = api.at("/paths/~1api~1polite~1things/post");
        assertThat(names(create.path("responses")))
                .containsExactlyInAnyOrder("200", "400", "401", "403", "409", "413", "415", "429", "503");
        JsonNode change = api.at("/paths/~1api~1polite~1things~1{version}/put");
        assertThat(names(change.path("responses"))).contains("404");
        assertThat(names(change.path("responses"))).contains("200");
        for (String reference : api.findValuesAsString("$ref")) {
            assertThat(api.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        }
    }

    private static List<String> names(JsonNode object) {
        return object.propertyNames().stream().toList();
    }

    private JsonNode get(String uri) {
        byte[] body = client.get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBody();
        return json.readTree(Objects.requireNonNull(body));
    }
}
