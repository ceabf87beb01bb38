package live.weir.platform.limits;

import java.net.URI;
import java.util.Map;
import live.weir.platform.testing.TestNode;
import live.weir.platform.testing.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Limits over two nodes that share their buckets. */
class RateLimitTest {

    private static TestNode one;
    private static TestNode other;

    @BeforeAll
    static void start() {
        TestServers servers = TestServers.shared();
        String postgres = servers.freshPostgresUrl();
        String redis = servers.freshRedisUrl();
        one = TestNode.start(
                postgres, redis, "--weir.limits.sign-in=3/1h", "--weir.limits.write=2/1h", "--weir.limits.door=2/1h");
        other = TestNode.start(
                postgres, redis, "--weir.limits.sign-in=3/1h", "--weir.limits.write=2/1h", "--weir.limits.door=2/1h");
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
    }

    @Test
    void what_one_caller_asks_counts_over_all_nodes_and_however_the_path_is_written() {
        one.register("greta");
        String token = one.signIn("greta");
        other.signIn("greta");
        signIn(one, "/api/v1/%73essions").expectStatus().isOk();
        signIn(other, "/api/v1/sessions")
                .expectStatus()
                .isEqualTo(HttpStatus.TOO_MANY_REQUESTS)
                .expectHeader()
                .exists(HttpHeaders.RETRY_AFTER)
                .expectHeader()
                .valueEquals("RateLimit-Policy", "\"sign-in\";q=3;w=3600")
                .expectHeader()
                .valueMatches("RateLimit", "\"sign-in\";r=0;t=\\d+")
                .expectHeader()
                .contentType("application/problem+json")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:weir:problem:too-many-requests");

        rename(one, token).expectStatus().isOk();
        rename(other, token).expectStatus().isOk();
        rename(one, token).expectStatus().isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        one.as(token).get().uri("/api/v1/accounts/me").exchange().expectStatus().isOk(); // reading is another matter
    }

    @Test
    void doors_to_stages_have_a_limit_of_their_own() {
        for (int i = 0; i < 2; i++) {
            offer("/whep/nowhere").expectStatus().isNotFound();
        }
        offer("/whip/nowhere")
                .expectStatus()
                .isEqualTo(HttpStatus.TOO_MANY_REQUESTS)
                .expectHeader()
                .exists(HttpHeaders.RETRY_AFTER);
        one.client().options().uri("/whip/nowhere").exchange().expectStatus().isOk(); // a preflight asks for nothing
    }

    private static WebTestClient.ResponseSpec offer(String door) {
        return one.client()
                .post()
                .uri(door)
                .header("Content-Type", "application/sdp")
                .bodyValue("v=0")
                .exchange();
    }

    private static WebTestClient.ResponseSpec signIn(TestNode node, String path) {
        URI base = URI.create(node.base() + path);
        return node.client()
                .post()
                .uri(base)
                .bodyValue(Map.of("handle", "greta", "password", TestNode.PASSWORD))
                .exchange();
    }

    private static WebTestClient.ResponseSpec rename(TestNode node, String token) {
        return node.as(token)
                .patch()
                .uri("/api/v1/accounts/me")
                .bodyValue(Map.of("displayName", "Greta"))
                .exchange();
    }
}
