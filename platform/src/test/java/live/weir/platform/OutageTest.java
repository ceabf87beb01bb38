package live.weir.platform;

import static live.weir.testing.Eventually.eventually;

import java.util.Map;
import live.weir.platform.testing.TestNode;
import live.weir.platform.testing.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What a node does while Postgres or Redis is really stopped, and that it comes back by itself. */
class OutageTest {

    private static TestServers servers;
    private static TestNode node;
    private static String token;

    @BeforeAll
    static void start() {
        servers = TestServers.own("outage");
        node = TestNode.start(servers.freshPostgresUrl(), servers.freshRedisUrl(), "--weir.channel.cache.fresh=200ms");
        node.register("dora");
        token = node.signIn("dora");
        node.createChannel(token, "doras-place", "Here");
    }

    @AfterAll
    static void stop() {
        node.close();
        servers.close();
    }

    @AfterEach
    void bothRunAgain() throws Exception {
        servers.postgres().start();
        servers.redis().start();
        eventually(() -> expectHealth("UP"));
    }

    @Test
    void while_postgres_is_away_known_reads_are_served_stale_and_writes_say_when_to_come_back() throws Exception {
        node.get("/api/v1/channels/doras-place").expectStatus().isOk();
        node.get("/api/v1/live").expectStatus().isOk();
        servers.postgres().stop();
        // The shared level still answers for its own time; after that what is known is served and marked.
        eventually(() -> node.get("/api/v1/channels/doras-place")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Weir-Stale", "true")
                .expectBody()
                .jsonPath("$.title")
                .isEqualTo("Here"));
        eventually(() ->
                node.get("/api/v1/live").expectStatus().isOk().expectHeader().valueEquals("Weir-Stale", "true"));
        expectUnavailable(
                node.as(token)
                        .patch()
                        .uri("/api/v1/channels/doras-place")
                        .bodyValue(Map.of("title", "There"))
                        .exchange(),
                "postgres");
        expectUnavailable(
                node.as(token).get().uri("/api/v1/accounts/me/channels").exchange(), "postgres");
        eventually(() -> {
            expectUnavailable(
                    node.client()
                            .post()
                            .uri("/api/v1/sessions")
                            .bodyValue(Map.of("handle", "dora", "password", TestNode.PASSWORD))
                            .exchange(),
                    "postgres");
            expectHealth("DEGRADED");
        });
        node.get("/actuator/health/readiness").expectStatus().isOk();
        node.get("/actuator/health/liveness").expectStatus().isOk();

        servers.postgres().start();
        eventually(() -> node.as(token)
                .patch()
                .uri("/api/v1/channels/doras-place")
                .bodyValue(Map.of("title", "There"))
                .exchange()
                .expectStatus()
                .isOk());
        eventually(() -> node.get("/api/v1/channels/doras-place")
                .expectHeader()
                .doesNotExist("Weir-Stale")
                .expectBody()
                .jsonPath("$.title")
                .isEqualTo("There"));
    }

    @Test
    void while_redis_is_away_the_node_goes_on_alone() throws Exception {
        servers.redis().stop();
        eventually(() -> expectHealth("DEGRADED"));
        String another = node.signIn("dora");
        node.as(another)
                .get()
                .uri("/api/v1/accounts/me")
                .exchange()
                .expectStatus()
                .isOk();
        node.as(another)
                .patch()
                .uri("/api/v1/channels/doras-place")
                .bodyValue(Map.of("title", "Alone"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .exists("RateLimit");
        node.get("/api/v1/channels/doras-place")
                .expectBody()
                .jsonPath("$.title")
                .isEqualTo("Alone");
        node.as(another)
                .delete()
                .uri("/api/v1/sessions/current")
                .exchange()
                .expectStatus()
                .isNoContent();
        node.as(another)
                .get()
                .uri("/api/v1/accounts/me")
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    private static void expectUnavailable(WebTestClient.ResponseSpec response, String dependency) {
        response.expectStatus()
                .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)
                .expectHeader()
                .exists(HttpHeaders.RETRY_AFTER)
                .expectHeader()
                .contentType("application/problem+json")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:weir:problem:dependency-unavailable")
                .jsonPath("$.dependency")
                .isEqualTo(dependency);
    }

    private static void expectHealth(String status) {
        node.get("/actuator/health")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.components.guards.status")
                .isEqualTo(status);
    }
}
