package live.weir.platform.ops;

import java.util.List;
import live.weir.platform.channel.People;
import live.weir.platform.channel.Tokens;
import live.weir.platform.infrastructure.database.Database;
import live.weir.platform.security.AccessTokens;
import live.weir.platform.security.Role;
import live.weir.platform.testing.WeirTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

@WeirTest
class OpsTest {

    private static final List<String> PATHS = List.of("guards", "nodes", "programs", "health");

    private final WebTestClient client;
    private final Tokens tokens;
    private final People people;

    @Autowired
    OpsTest(WebTestClient client, AccessTokens tokens, Database database) {
        this.client = client;
        this.tokens = new Tokens(client, tokens);
        this.people = new People(database);
    }

    @Test
    void only_administrators_see_operations() {
        WebTestClient moderator = tokens.as(people.person(People.name(), Role.VIEWER, Role.PERFORMER, Role.MODERATOR));
        for (String path : PATHS) {
            client.get().uri("/api/v1/ops/" + path).exchange().expectStatus().isUnauthorized();
            moderator.get().uri("/api/v1/ops/" + path).exchange().expectStatus().isForbidden();
        }
    }

    @Test
    void administrators_see_guards_nodes_and_health() {
        WebTestClient admin = tokens.as(people.person(People.name(), Role.ADMIN));
        admin.get()
                .uri("/api/v1/ops/guards")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.guards[?(@.name=='postgres')].state")
                .isEqualTo("CLOSED")
                .jsonPath("$.guards[0].calls")
                .isNumber()
                .jsonPath("$.transitions")
                .isArray();
        admin.get()
                .uri("/api/v1/ops/nodes")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items[0].self")
                .isEqualTo(true)
                .jsonPath("$.items[0].roles")
                .isArray();
        admin.get()
                .uri("/api/v1/ops/health")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("UP")
                .jsonPath("$.components.guards.details.redis")
                .isEqualTo("CLOSED");
    }
}
