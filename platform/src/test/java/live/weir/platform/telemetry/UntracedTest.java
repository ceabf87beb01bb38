package live.weir.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import live.weir.platform.testing.WeirTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

/** A node whose traces nobody receives, as most are. */
@WeirTest
class UntracedTest {

    private final WebTestClient client;

    @Autowired
    UntracedTest(WebTestClient client) {
        this.client = client;
    }

    @Test
    void it_does_not_pay_for_watching_single_statements_and_commands() {
        client.get()
                .uri("/api/v1/channels/nobody-has-this-one")
                .exchange()
                .expectStatus()
                .isNotFound();

        String metrics = client.mutate()
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(4 << 20))
                .build()
                .get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(metrics)
                .contains("r2dbc_pool_acquired_connections")
                .doesNotContain("lettuce")
                .doesNotContain("r2dbc_query")
                .doesNotContain("r2dbc_connection_seconds");
    }
}
