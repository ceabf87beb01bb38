package live.weir.platform.chat.room;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import live.weir.platform.testing.TestNode;
import live.weir.platform.testing.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two nodes and one room, with Redis, and while it is really stopped. */
class ChatOutageTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static TestServers servers;
    private static TestNode one;
    private static TestNode other;
    private static String owner;

    @BeforeAll
    static void start() {
        servers = TestServers.own("chat-outage");
        String postgres = servers.freshPostgresUrl();
        String redis = servers.freshRedisUrl();
        one = TestNode.start(postgres, redis, "--weir.demo=false");
        other = TestNode.start(postgres, redis, "--weir.demo=false");
        one.register("ada");
        one.register("kim");
        owner = one.signIn("ada");
        one.createChannel(owner, "ada", "Ada paints");
    }

    @AfterAll
    static void stop() {
        other.close();
        one.close();
        servers.close();
    }

    @Test
    void rooms_go_on_alone_and_nothing_that_was_acknowledged_is_lost_when_they_meet_again() throws Exception {
        Set<String> acknowledged = new TreeSet<>();
        try (Visitor here = Visitor.in(one.base(), "ada", owner);
                Visitor there = Visitor.in(other.base(), "ada", owner)) {
            say(here, "together", acknowledged);
            there.awaitText("together");

            servers.redis().stop();
            say(here, "alone-here", acknowledged);
            say(there, "alone-there", acknowledged);
            assertThat(here.awaitText("alone-here").get("provisional").asBoolean())
                    .isTrue();
            say(here, "alone-here-2", acknowledged);
            // As by somebody who lost the connection before the answer, and came to the other node.
            say(here, "on both", acknowledged);
            say(there, "on both", acknowledged);

            servers.redis().start();
            assertThat(here.await("moved").get("seqs")).hasSize(3);
            there.await("moved");
            there.awaitText("alone-here");
            there.awaitText("alone-here-2");
            here.awaitText("alone-there");
            say(there, "together again", acknowledged);
            here.awaitText("together again");

            for (TestNode node : List.of(one, other)) {
                eventually(() -> assertThat(history(node)).containsExactlyInAnyOrderElementsOf(acknowledged));
            }
        }
    }

    @Test
    void a_ban_on_one_node_acts_on_the_other() {
        String kim = one.signIn("kim");
        try (Visitor moderator = Visitor.in(one.base(), "ada", owner);
                Visitor person = Visitor.in(other.base(), "ada", kim)) {
            moderator.send("{'type':'timeout','who':'kim','seconds':600,'ref':'t'}");
            moderator.awaitOutcome("t");

            assertThat(person.await("sanctioned").get("kind").asString()).isEqualTo("timeout");
            person.say("k1", "Hello?");
            assertThat(person.awaitOutcome("k1").at("/problem/type").asString())
                    .isEqualTo("urn:weir:problem:timed-out");
        }
    }

    private static void say(Visitor visitor, String text, Set<String> acknowledged) {
        visitor.say(text, text);
        assertThat(visitor.awaitOutcome(text).get("type").asString()).isEqualTo("ack");
        acknowledged.add(text);
    }

    /** Postgres is a tenth of a second behind; each line has a number of its own. */
    private static List<String> history(TestNode node) {
        JsonNode page = JSON.readTree(Objects.requireNonNull(node.get("/api/v1/channels/ada/chat?limit=100")
                .expectBody(String.class)
                .returnResult()
                .getResponseBody()));
        List<String> texts = new ArrayList<>();
        Set<Long> numbers = new HashSet<>();
        for (JsonNode event : page.get("items")) {
            texts.add(event.get("text").asString());
            numbers.add(event.get("seq").asLong());
        }
        assertThat(numbers).hasSameSizeAs(texts);
        return texts;
    }
}
