package live.weir.platform.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import live.weir.platform.web.WebTest;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;

@Import(PageNotFoundTest.Pages.class)
@NullMarked
class PageNotFoundTest extends WebTest {

    static final class Pages {
        @Bean
        PageNotFound pageNotFound() {
            return exchange -> {
                exchange.getResponse().setStatusCode(HttpStatus.NOT_FOUND);
                byte[] page = "<p>lost".getBytes(StandardCharsets.UTF_8);
                return exchange.getResponse()
                        .writeWith(
                                Mono.just(exchange.getResponse().bufferFactory().wrap(page)));
            };
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /lost, 'text/html,*/*;q=0.8', true",
        "GET, /apiary, text/html, true",
        "GET, /lost, */*, false",
        "GET, /lost, nonsense, false",
        "GET, /api/lost, text/html, false",
        "GET, /actuator/lost, text/html, false",
        "GET, /openapi/lost, text/html, false",
        "POST, /lost, text/html, false",
    })
    void only_a_browser_that_asks_for_a_page_is_shown_one(String method, String path, String accept, boolean page) {
        byte[] body = client.method(HttpMethod.valueOf(method))
                .uri(path)
                .header("Accept", accept)
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .returnResult()
                .getResponseBodyContent();
        assertThat(new String(body, StandardCharsets.UTF_8))
                .startsWith(page ? "<p>lost" : "{\"type\":\"urn:weir:problem:not-found\"");
    }
}
