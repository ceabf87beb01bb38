package live.weir.platform.stage;

import static live.weir.testing.Eventually.eventually;
import static live.weir.testing.Now.done;
import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import live.weir.bridge.engine.MediaEngine;
import live.weir.bridge.engine.MediaServer;
import live.weir.bridge.engine.MediaStage;
import live.weir.bridge.engine.ServedMediaEngine;
import live.weir.bridge.engine.StageId;
import live.weir.bridge.engine.StagePolicy;
import live.weir.bridge.simulator.KurentoSimulator;
import live.weir.platform.resilience.GuardStatus;
import live.weir.platform.resilience.Guards;
import live.weir.platform.testing.MetricsReference;
import live.weir.platform.testing.TestNode;
import live.weir.platform.testing.TestServers;
import org.junit.jupiter.api.Test;

/** A node whose media is moved by servers of its own, and by itself while they are away. */
class KurentoNodeTest {

    @Test
    void stages_are_on_the_media_server_and_inside_the_node_while_it_is_away() throws Exception {
        try (KurentoSimulator server = new KurentoSimulator();
                TestNode node = TestNode.start(
                        TestServers.shared().freshPostgresUrl(),
                        TestServers.shared().freshRedisUrl(),
                        "--weir.kurento.urls=" + server.uri(),
                        "--weir.kurento.ping-interval=500ms",
                        "--weir.kurento.away=500ms",
                        "--weir.kurento.probe-timeout=10s",
                        "--weir.engine.fallback=embedded")) {
            MediaEngine engine = node.bean(MediaEngine.class);
            ServedMediaEngine pool = node.bean(ServedMediaEngine.class);
            eventually(() ->
                    assertThat(pool.servers()).extracting(MediaServer::state).containsExactly(MediaServer.State.READY));

            MediaStage onServer = now(engine.openStage(new StageId("first"), StagePolicy.defaults()));
            assertThat(server.objects().stages()).hasSize(1);
            assertThat(engine.capabilities().performersPerView()).isEqualTo(1);
            assertThat(node.bean(Guards.class).statuses())
                    .extracting(GuardStatus::name)
                    .contains("kurento-127.0.0.1:" + server.uri().getPort());
            node.get("/api/v1/ops/kurento/servers").expectStatus().isUnauthorized();

            MetricsReference.expect(
                    new String(
                            Objects.requireNonNull(node.get("/actuator/prometheus")
                                    .expectBody()
                                    .returnResult()
                                    .getResponseBody()),
                            StandardCharsets.UTF_8),
                    name -> name.startsWith("weir_kurento_"));

            server.stop();
            eventually(() ->
                    assertThat(pool.servers()).extracting(MediaServer::state).containsExactly(MediaServer.State.AWAY));
            MediaStage inside = now(engine.openStage(new StageId("second"), StagePolicy.defaults()));
            assertThat(inside.getClass().getSimpleName()).startsWith("Embedded");
            done(onServer.close());
            server.resume();
        }
    }

    @Test
    void the_engine_is_the_one_that_is_named_or_the_one_that_has_servers() {
        KurentoSettings none = settings(List.of());
        KurentoSettings one = settings(List.of(URI.create("ws://kurento:8888/kurento")));
        assertThat(new EngineChoice(null).isKurento(none)).isFalse();
        assertThat(new EngineChoice(null).isKurento(one)).isTrue();
        assertThat(new EngineChoice(EngineChoice.Kind.EMBEDDED).isKurento(one)).isFalse();
        assertThatThrownBy(() -> new EngineChoice(EngineChoice.Kind.KURENTO).isKurento(none))
                .hasMessageContaining("weir.kurento.urls");
        assertThatThrownBy(() -> settings(List.of(URI.create("http://kurento"))))
                .hasMessageContaining("is not a ws or wss address");
    }

    private static KurentoSettings settings(List<URI> urls) {
        Duration second = Duration.ofSeconds(1);
        return new KurentoSettings(urls, "weir", 500, second, second, second, second, second, "", 20_000, 20_999);
    }
}
