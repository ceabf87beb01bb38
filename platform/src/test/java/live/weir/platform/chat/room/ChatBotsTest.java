package live.weir.platform.chat.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import live.weir.platform.chat.room.Town.Citizen;
import live.weir.platform.infrastructure.database.Database;
import live.weir.platform.security.AccessTokens;
import live.weir.platform.testing.WeirTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Programs in a room. */
@WeirTest
class ChatBotsTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final Town town;
    private final Citizen owner;
    private final Citizen kim;
    private final String slug;

    @Autowired
    ChatBotsTest(WebTestClient client, AccessTokens tokens, Database database, Environment environment) {
        this.town = new Town(client, tokens, database, environment);
        this.owner = town.somebody();
        this.kim = town.somebody();
        this.slug = town.room(owner);
    }

    private static String path(String channel, String rest) {
        return "/api/v1/channels/" + channel + "/chat" + rest;
    }

    private JsonNode made(String name, boolean moderates) {
        return JSON.readTree(Objects.requireNonNull(town.as(owner)
                .post()
                .uri(path(slug, "/bots"))
                .bodyValue(Map.of("name", name, "moderates", moderates))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody()));
    }

    private void refused(@Nullable Citizen who, Map<String, Object> form, int status) {
        town.as(who)
                .post()
                .uri(path(slug, "/bots"))
                .bodyValue(form)
                .exchange()
                .expectStatus()
                .isEqualTo(status);
    }

    private void dismiss(Citizen who, String id, int status) {
        town.as(who)
                .delete()
                .uri(path(slug, "/bots/" + id))
                .exchange()
                .expectStatus()
                .isEqualTo(status);
    }

    private void set(Map<String, Object> change) {
        town.as(owner)
                .patch()
                .uri(path(slug, "/room"))
                .bodyValue(change)
                .exchange()
                .expectStatus()
                .isOk();
    }

    private Visitor bot(JsonNode made) {
        return Visitor.in(town.base(), slug, made.get("token").asString());
    }

    @Test
    void a_bot_reads_and_writes_is_marked_and_keeps_a_pace_of_its_own() {
        set(Map.of("writers", "moderators", "slowSeconds", 300, "blockedTerms", List.of("spam")));
        JsonNode made = made("Quiz", false);
        try (Visitor bot = bot(made);
                Visitor reader = town.in(slug, null)) {
            bot.say("q1", "First question");
            assertThat(bot.awaitOutcome("q1").get("type").asString()).isEqualTo("ack");
            JsonNode read = reader.await("message");
            assertThat(read.at("/from/role").asString()).isEqualTo("bot");
            assertThat(read.at("/from/handle").asString()).isEqualTo("bot-quiz");
            assertThat(read.at("/from/name").asString()).isEqualTo("Quiz");

            bot.say("q2", "Second question");
            assertThat(bot.awaitOutcome("q2").at("/problem/type").asString()).isEqualTo("urn:weir:problem:too-many");
            assertThat(bot.sayAtLeisure("q3", "Second question").get("type").asString())
                    .isEqualTo("ack");
            assertThat(bot.sayAtLeisure("q4", "spam for all")
                            .at("/problem/type")
                            .asString())
                    .isEqualTo("urn:weir:problem:blocked");
            bot.send("{'type':'vote','poll':'p1','choice':0,'ref':'v'}");
            assertThat(bot.awaitOutcome("v").at("/problem/status").asInt()).isEqualTo(403);
            bot.send("{'type':'clear','who':'" + kim.handle() + "','ref':'c'}");
            assertThat(bot.awaitOutcome("c").at("/problem/status").asInt()).isEqualTo(403);
        }
    }

    @Test
    void a_bot_keeps_order_if_its_owner_said_so() {
        try (Visitor bot = bot(made("order", true));
                Visitor person = town.in(slug, kim)) {
            person.say("s1", "Something bad");
            long seq = bot.awaitText("Something bad").get("seq").asLong();
            bot.send("{'type':'delete','seq':" + seq + ",'ref':'d'}");
            assertThat(bot.awaitOutcome("d").get("type").asString()).isEqualTo("done");
            bot.send("{'type':'timeout','who':'" + kim.handle() + "','seconds':60,'ref':'t'}");
            assertThat(bot.awaitOutcome("t").get("type").asString()).isEqualTo("done");
            assertThat(person.await("sanctioned").get("kind").asString()).isEqualTo("timeout");
        }
    }

    @Test
    void a_bot_that_is_dismissed_is_out_at_once_and_its_token_opens_nothing() {
        JsonNode made = made("brief", false);
        try (Visitor bot = bot(made)) {
            dismiss(kim, made.get("id").asString(), 403);
            dismiss(owner, made.get("id").asString(), 204);
            assertThat(bot.await("bye").get("reason").asString()).isEqualTo("not-allowed");
            assertThat(bot.awaitClose()).isEqualTo(1008);
            dismiss(owner, made.get("id").asString(), 404);
        }
        turnedAway(slug, made.get("token").asString());
    }

    private void turnedAway(String channel, String token) {
        try (Visitor stranger = town.at(channel)) {
            stranger.send("{'type':'hello','token':'" + token + "','ref':'h'}");
            assertThat(stranger.awaitOutcome("h").at("/problem/type").asString())
                    .isEqualTo("urn:weir:problem:unauthenticated");
        }
    }

    @Test
    void a_token_is_good_in_its_own_channel_and_nowhere_else() {
        String token = made("mine", true).get("token").asString();
        turnedAway(town.room(owner), token);
        turnedAway(slug, token + "x");
        turnedAway(slug, "wbt_");
        town.as(new Citizen(owner.caller(), token))
                .get()
                .uri(path(slug, "/room"))
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void only_the_owner_makes_bots_and_within_bounds() {
        refused(null, Map.of("name", "helper"), 401);
        refused(kim, Map.of("name", "helper"), 403);
        refused(owner, Map.of(), 400);
        refused(owner, Map.of("name", "no"), 400);
        refused(owner, Map.of("name", "a".repeat(26)), 400);
        refused(owner, Map.of("name", "two words"), 400);
        refused(owner, Map.of("name", "helper", "moderates", "maybe"), 400);
        made("helper", false);
        refused(owner, Map.of("name", "Helper"), 409);
        for (int i = 1; i < Provisions.MOST_BOTS; i++) {
            made("bot" + i, false);
        }
        refused(owner, Map.of("name", "onemore"), 409);
        dismiss(owner, "nonsense", 400);
        dismiss(owner, UUID.randomUUID().toString(), 404);
        String listed = Objects.requireNonNull(town.as(owner)
                .get()
                .uri(path(slug, "/bots"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
        assertThat(listed).contains("bot-helper").doesNotContain("wbt_").doesNotContain("token");
    }
}
