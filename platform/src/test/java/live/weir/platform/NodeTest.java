package live.weir.platform;

import live.weir.platform.testing.WeirTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

@WeirTest
class NodeTest {

    @Autowired
    private WebTestClient client;

    @Test
    void a_node_is_live_and_ready_and_its_guards_are_closed() {
        client.get()
                .uri("/actuator/health")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.components.guards.status")
                .isEqualTo("UP");
    }
}
