package live.weir.platform.telemetry;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import live.weir.platform.testing.MetricsReference;
import live.weir.platform.testing.TestNode;
import live.weir.platform.testing.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** What a node tells about itself, as those receive it who ask. */
class TelemetryTest {

    private static final List<String> SPANS = new CopyOnWriteArrayList<>();
    private static DisposableServer collector;
    private static TestNode node;

    @BeforeAll
    static void start() {
        collector = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.post(
                        "/v1/traces",
                        (request, response) -> request.receive()
                                .aggregate()
                                .asByteArray()
                                // Texts stand in the protobuf as they are.
                                .doOnNext(batch -> SPANS.add(new String(batch, StandardCharsets.ISO_8859_1)))
                                .then(response.status(200).send().then())))
                .bindNow();
        TestServers servers = TestServers.shared();
        node = TestNode.start(
                servers.freshPostgresUrl(),
                servers.freshRedisUrl(),
                "--weir.program.enabled=true", // so that its metrics are there
                "--management.opentelemetry.tracing.export.otlp.endpoint=http://127.0.0.1:" + collector.port()
                        + "/v1/traces",
                "--management.opentelemetry.tracing.export.schedule-delay=100ms",
                "--management.tracing.sampling.probability=1");
        node.register("fritz");
        node.createChannel(node.signIn("fritz"), "fritz-place", "Here");
        node.get("/api/v1/channels/fritz-place").expectStatus().isOk();
    }

    @AfterAll
    static void stop() {
        node.close();
        collector.disposeNow();
    }

    @Test
    void traces_lead_from_the_request_through_sql_and_redis() throws Exception {
        eventually(() -> assertThat(String.join("", SPANS))
                .contains("/api/v1/channels/{slug}")
                .contains("insert into channels")
                .containsIgnoringCase("redis"));
    }

    @Test
    void the_reference_lists_every_metric_that_a_node_has_from_its_start() throws IOException {
        MetricsReference.expect(page(), name -> !name.startsWith("weir_kurento_"));
    }

    private static String page() {
        return new String(
                Objects.requireNonNull(node.get("/actuator/prometheus")
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .returnResult()
                        .getResponseBody()),
                StandardCharsets.UTF_8);
    }

    @Test
    void prometheus_reads_every_part_of_a_node() {
        assertThat(page())
                .contains("http_server_requests_seconds_bucket")
                .contains("uri=\"/api/v1/channels/{slug}\"")
                .contains("r2dbc_pool_acquired_connections")
                .contains("lettuce")
                .contains("weir_cache_reads_total{cache=\"channel")
                .contains("resilience4j_circuitbreaker_state{")
                .contains("weir_eventloop_lag_seconds")
                .contains("netty_allocator_memory_used")
                .contains("weir_bus_connected")
                .contains("weir_web_connections_open")
                .contains("jvm_memory_used_bytes");
    }
}
