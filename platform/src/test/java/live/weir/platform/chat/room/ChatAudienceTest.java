package live.weir.platform.chat.room;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.StreamSupport;
import live.weir.platform.testing.TestNode;
import live.weir.platform.testing.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people do in a room that two nodes have is in the owner's curve, once. */
class ChatAudienceTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static TestNode one;
    private static TestNode other;

    @BeforeAll
    static void start() {
        TestServers servers = TestServers.shared();
        String postgres = servers.freshPostgresUrl();
        String redis = servers.freshRedisUrl();
        one = TestNode.start(postgres, redis, "--weir.demo=false");
        other = TestNode.start(postgres, redis, "--weir.demo=false");
    }

    @AfterAll
    static void stop() {
        other.close();
        one.close();
    }

    @Test
    void what_was_said_on_either_node_counts_once_and_stays_when_an_account_goes() throws Exception {
        List.of("ada", "kim").forEach(one::register);
        String ada = one.signIn("ada");
        String kim = one.signIn("kim");
        one.createChannel(ada, "river", "Ada paints");
        try (Visitor here = Visitor.in(one.base(), "river", ada);
                Visitor there = Visitor.in(other.base(), "river", kim)) {
            here.say("a1", "Welcome all");
            here.awaitOutcome("a1");
            there.say("k1", "What a great picture");
            there.awaitText("What a great picture");
            there.sayAtLeisure("k2", "awful sound though");
            there.sayAtLeisure("k2", "awful sound though"); // as by a client that lost the answer
            here.awaitText("awful sound though");
            there.send("{'type':'react','emoji':'🔥','ref':'r1'}");
            there.awaitOutcome("r1");

            eventually(() -> {
                List.of(one, other).forEach(ChatAudienceTest::writeDown);
                JsonNode points = curve(other, ada);
                assertThat(most(points, "chat")).isEqualTo(2);
                assertThat(sum(points, "messages")).isEqualTo(3);
            });
        }
        JsonNode points = curve(one, ada);
        assertThat(sum(points, "messages")).isEqualTo(3);
        assertThat(sum(points, "reactions")).isEqualTo(1);
        assertThat(sum(points, "scored")).isEqualTo(3);
        assertThat(most(points, "speakers")).isBetween(1L, 2L); // of one minute, and there may have been two
        assertThat(one.as(kim)
                        .get()
                        .uri("/api/v1/channels/river/audience")
                        .exchange()
                        .returnResult(String.class)
                        .getStatus()
                        .value())
                .isEqualTo(403);

        one.as(kim)
                .method(HttpMethod.DELETE)
                .uri("/api/v1/accounts/me")
                .bodyValue(Map.of("password", TestNode.PASSWORD))
                .exchange()
                .expectStatus()
                .isNoContent();
        eventually(() -> assertThat(one.get("/api/v1/channels/river/chat")
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody())
                .contains("Welcome all")
                .doesNotContain("great picture"));
        List.of(one, other).forEach(ChatAudienceTest::writeDown);
        assertThat(curve(one, ada)).isEqualTo(points);
    }

    /** As when a node pauses: it writes all that it knows, the running minute too. */
    private static void writeDown(TestNode node) {
        SmartLifecycle writer = node.bean("audienceWriter", SmartLifecycle.class);
        writer.stop();
        writer.start();
    }

    private static JsonNode curve(TestNode node, String token) {
        return JSON.readTree(Objects.requireNonNull(node.as(token)
                        .get()
                        .uri("/api/v1/channels/river/audience")
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody()))
                .get("points");
    }

    private static long most(JsonNode points, String what) {
        return values(points).mapToLong(value(what)).max().orElse(0);
    }

    private static long sum(JsonNode points, String what) {
        return values(points).mapToLong(value(what)).sum();
    }

    private static java.util.stream.Stream<JsonNode> values(JsonNode points) {
        return StreamSupport.stream(points.spliterator(), false);
    }

    private static ToLongFunction<JsonNode> value(String what) {
        return point -> point.get(what).asLong();
    }
}
