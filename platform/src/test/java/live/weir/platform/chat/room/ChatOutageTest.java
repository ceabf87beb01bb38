package live.weir.platform.chat.room;

import static live.weir.testing.Eventually.eventually;
import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.channel.ChannelSummary;
import live.weir.platform.identity.TimeOrderedId;
import live.weir.platform.testing.TestNode;
import live.weir.platform.testing.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
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

    @Test
    void what_is_set_on_one_node_holds_on_the_other_and_a_wave_is_told_of_once() throws Exception {
        one.createChannel(owner, "modes", "Modes");
        String kim = one.signIn("kim");
        String bot = ask(HttpMethod.POST, owner, "/chat/bots", Map.of("name", "quiz"));
        try (Visitor host = Visitor.in(one.base(), "modes", owner);
                Visitor person = Visitor.in(other.base(), "modes", kim);
                Visitor program = Visitor.in(
                        other.base(), "modes", JSON.readTree(bot).get("token").asString())) {
            ask(HttpMethod.PUT, owner, "/chat/commands/rules", Map.of("text", "Be kind."));
            eventually(() -> {
                person.sayAtLeisure("c" + UUID.randomUUID(), "!rules");
                assertThat(host.heard())
                        .anyMatch(message -> message.path("event").asString().equals("command"));
            });

            ask(HttpMethod.PATCH, owner, "/chat/room", Map.of("writers", "followers"));
            person.await("room");
            assertThat(person.sayAtLeisure("f1", "Not yet")
                            .at("/problem/status")
                            .asInt())
                    .isEqualTo(403);
            ask(HttpMethod.PUT, kim, "/followers/me", Map.of());
            eventually(() -> assertThat(person.sayAtLeisure("f" + UUID.randomUUID(), "Now")
                            .get("type")
                            .asString())
                    .isEqualTo("ack"));

            wave(one);
            wave(other);
            host.await(message -> message.at("/room/shield").asBoolean(), "the shield");
            person.await(message -> message.at("/room/shield").asBoolean(), "the shield");
            eventually(() -> assertThat(ask(HttpMethod.GET, owner, "/chat/log", Map.of()))
                    .containsOnlyOnce("raid-shield"));

            ask(
                    HttpMethod.DELETE,
                    owner,
                    "/chat/bots/" + JSON.readTree(bot).get("id").asString(),
                    Map.of());
            assertThat(program.await("bye").get("reason").asString()).isEqualTo("not-allowed");
        }
    }

    private static void wave(TestNode node) {
        ChannelSummary channel = now(node.bean(ChannelService.class).bySlug("modes"));
        Room room = now(node.bean(Rooms.class).open(channel));
        int enough = node.bean(ChatSettings.class).raid().newcomers();
        room.execute(() -> {
            for (int i = 0; i < enough; i++) {
                room.raidWatch().spoke(TimeOrderedId.next());
            }
        });
    }

    private static String ask(HttpMethod method, String token, String path, Map<String, Object> body) {
        return String.valueOf(one.as(token)
                .method(method)
                .uri("/api/v1/channels/modes" + path)
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .is2xxSuccessful()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
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
