package live.weir.platform;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import live.weir.platform.infrastructure.cluster.NodeRegistry;
import live.weir.platform.testing.TestNode;
import live.weir.platform.testing.TestServers;
import live.weir.testing.Now;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two nodes that share Postgres and Redis are one service. */
class TwoNodesTest {

    private static final Logger log = LoggerFactory.getLogger(TwoNodesTest.class);

    private static TestNode one;
    private static TestNode other;

    @BeforeAll
    static void start() {
        TestServers servers = TestServers.shared();
        String postgres = servers.freshPostgresUrl();
        String redis = servers.freshRedisUrl();
        one = TestNode.start(postgres, redis);
        other = TestNode.start(postgres, redis);
    }

    /** One node's end is not the other's, though both are of one process here. */
    @AfterAll
    static void stop() {
        other.close();
        one.get("/api/v1/channels/nobodys-place").expectStatus().isNotFound();
        one.close();
    }

    @Test
    void who_signs_in_on_one_node_uses_the_other() {
        one.register("anna");
        String token = one.signIn("anna");
        other.as(token)
                .get()
                .uri("/api/v1/accounts/me")
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void who_signs_out_on_one_node_is_signed_out_on_the_other() throws Exception {
        one.register("berta");
        String token = other.signIn("berta");
        other.as(token)
                .get()
                .uri("/api/v1/accounts/me")
                .exchange()
                .expectStatus()
                .isOk();
        one.as(token)
                .delete()
                .uri("/api/v1/sessions/current")
                .exchange()
                .expectStatus()
                .isNoContent();
        Duration taken = eventually(() -> other.as(token)
                .get()
                .uri("/api/v1/accounts/me")
                .exchange()
                .expectStatus()
                .isUnauthorized());
        log.info("The other node refused the token after {} ms", taken.toMillis());
    }

    @Test
    void a_change_on_one_node_is_seen_on_the_other() throws Exception {
        one.register("carla");
        String token = one.signIn("carla");
        one.createChannel(token, "carlas-place", "Before");
        expectTitle(other, "Before"); // and now it is in the other's memory
        one.as(token)
                .patch()
                .uri("/api/v1/channels/carlas-place")
                .bodyValue(Map.of("title", "After"))
                .exchange()
                .expectStatus()
                .isOk();
        expectTitle(one, "After");
        Duration taken = eventually(() -> expectTitle(other, "After"));
        log.info("The other node showed the change after {} ms", taken.toMillis());
    }

    @Test
    void each_node_sees_the_other() throws Exception {
        eventually(
                () -> assertThat(Now.now(one.bean(NodeRegistry.class).nodes())).hasSize(2));
    }

    private static void expectTitle(TestNode node, String title) {
        node.get("/api/v1/channels/carlas-place")
                .expectBody()
                .jsonPath("$.title")
                .isEqualTo(title);
    }
}
