package live.weir.platform.web.ui;

import live.weir.platform.testing.WeirTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

@WeirTest
class UnknownPathTest {

    @Autowired
    private WebTestClient client;

    @ParameterizedTest
    @ValueSource(strings = {"/ui/old/app.js", "/ui/app.js", "/ui", "/nowhere", "/c/some/where"})
    void a_program_is_told_of_a_path_that_is_not_there_as_a_problem(String path) {
        expectProblem(path, MediaType.APPLICATION_JSON);
    }

    @Test
    void a_file_of_this_version_that_is_not_there_is_a_problem_even_to_a_browser() {
        String script = client.get()
                .uri("/")
                .accept(MediaType.TEXT_HTML)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(Void.class)
                .getResponseHeaders()
                .getFirst("Weir-Ui");
        expectProblem("/ui/" + script + "/no-such-file.js", MediaType.ALL);
    }

    private void expectProblem(String path, MediaType accepted) {
        client.get()
                .uri(path)
                .accept(accepted)
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:weir:problem:not-found");
    }
}
