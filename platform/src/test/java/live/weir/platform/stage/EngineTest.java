package live.weir.platform.stage;

import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import live.weir.bridge.engine.MediaEngine;
import live.weir.platform.infrastructure.StartupFailure;
import live.weir.platform.testing.WeirTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Status;
import org.springframework.test.web.reactive.server.WebTestClient;

@WeirTest
class EngineTest {

    private final MediaEngine engine;
    private final EngineHealth health;
    private final WebTestClient client;

    @Autowired
    EngineTest(MediaEngine engine, EngineHealth health, WebTestClient client) {
        this.engine = engine;
        this.health = health;
        this.client = client;
    }

    @Test
    void a_node_has_an_engine_and_says_how_busy_it_is() {
        assertThat(engine.load().stages()).isZero();
        assertThat(now(health.health()).getStatus()).isEqualTo(Status.UP);
        assertThat(now(health.health()).getDetails()).containsKeys("stages", "publications", "viewers", "busy");
        client.mutate()
                .codecs(codecs ->
                        codecs.defaultCodecs().maxInMemorySize(4 << 20)) // the page grows with what a JVM measures
                .build()
                .get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(text -> assertThat(text).contains("weir_engine_busy", "weir_leases_held"));
    }

    @Test
    void a_taken_media_port_is_told_in_one_sentence() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            MediaSettings settings =
                    new MediaSettings(taken.getLocalPort(), List.of("127.0.0.1"), List.of(), 1, 10, 10);
            assertThatThrownBy(() -> EngineConfiguration.embedded(settings))
                    .isInstanceOf(StartupFailure.class)
                    .hasMessageContainingAll("media port " + taken.getLocalPort(), "127.0.0.1", "WEIR_MEDIA_PORT");
        }
    }

    @Test
    void addresses_must_be_addresses() {
        assertThatThrownBy(() -> new MediaSettings(0, List.of("localhost"), List.of(), 0, 1, 1))
                .hasMessage("weir.media.bind: 'localhost' is not an IP address");
        assertThat(new MediaSettings(0, List.of(), List.of("2001:db8::1", "192.0.2.1"), 0, 1, 1).announcedAddresses())
                .hasSize(2);
    }
}
