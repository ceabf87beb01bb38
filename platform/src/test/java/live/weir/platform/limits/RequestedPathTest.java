package live.weir.platform.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.server.PathContainer;

class RequestedPathTest {

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/sessions", "/%61pi/v1/sessions", "/api/v1/%73essions", "/api;x=1/v1/sessions;y"})
    void an_escaped_path_is_the_path_that_it_means(String path) {
        assertThat(RequestedPath.of(PathContainer.parsePath(path))).isEqualTo("/api/v1/sessions");
    }
}
