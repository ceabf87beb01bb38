package live.weir.platform.chat.room;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

/** Being heard once. */
@WeirTest
class ChatAppealTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final Town town;
    private final Citizen owner;
    private final Citizen kim;
    private final String slug;

    @Autowired
    ChatAppealTest(WebTestClient client, AccessTokens tokens, Database database, Environment environment) {
        this.town = new Town(client, tokens, database, environment);
        this.owner = town.somebody();
        this.kim = town.somebody();
        this.slug = town.room(owner);
    }

    private void put(@Nullable Citizen who, String rest, Map<String, Object> body, int status) {
        town.as(who)
                .put()
                .uri("/api/v1/channels/" + slug + "/chat" + rest)
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isEqualTo(status);
    }

    private JsonNode get(Citizen who, String rest) {
        return JSON.readTree(Objects.requireNonNull(town.as(who)
                .get()
                .uri("/api/v1/channels/" + slug + "/chat" + rest)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody()));
    }

    private void strike(Citizen who, Map<String, Object> how) {
        put(owner, "/sanctions/" + who.handle(), how, 204);
    }

    /** Postgres is a tenth of a second behind. */
    private void awaitStruck(Citizen who) throws Exception {
        eventually(() -> assertThat(get(owner, "/sanctions").toString()).contains(who.handle()));
    }

    private List<String> log() {
        List<String> actions = new ArrayList<>();
        get(owner, "/log")
                .get("items")
                .forEach(entry -> actions.add(entry.get("action").asString()));
        return actions;
    }

    @Test
    void a_note_is_answered_by_letting_the_person_speak_again() throws Exception {
        try (Visitor person = town.in(slug, kim)) {
            strike(kim, Map.of("reason", "Spam"));
            assertThat(person.await("sanctioned").get("kind").asString()).isEqualTo("ban");
            awaitStruck(kim);
            put(kim, "/appeal", Map.of("text", "It was my \u202e cat."), 204);
            put(kim, "/appeal", Map.of("text", "And again"), 409);
            assertThat(get(kim, "/appeal").get("text").asString()).isEqualTo("It was my cat.");
            JsonNode waiting = get(owner, "/appeals").get("items");
            assertThat(waiting).hasSize(1);
            assertThat(waiting.get(0).get("handle").asString()).isEqualTo(kim.handle());
            assertThat(waiting.get(0).get("reason").asString()).isEqualTo("Spam");

            put(owner, "/appeals/" + kim.handle(), Map.of("lift", true), 204);
            assertThat(person.await("sanctioned").get("kind").asString()).isEqualTo("lifted");
            assertThat(person.sayAtLeisure("s1", "Thank you").get("type").asString())
                    .isEqualTo("ack");
            eventually(() -> assertThat(log()).contains("appealed", "appeal-granted", "lifted"));
            put(owner, "/appeals/" + kim.handle(), Map.of("lift", true), 404);
        }
    }

    @Test
    void a_note_that_changes_nothing_is_answered_once_and_a_new_decision_may_be_appealed_anew() throws Exception {
        strike(kim, Map.of("seconds", 3_600));
        awaitStruck(kim);
        put(kim, "/appeal", Map.of("text", "Please"), 204);
        put(owner, "/appeals/" + kim.handle(), Map.of("lift", false, "answer", "Not today."), 204);
        assertThat(get(kim, "/appeal").get("answer").asString()).isEqualTo("Not today.");
        assertThat(get(owner, "/appeals").get("items")).isEmpty();
        put(owner, "/appeals/" + kim.handle(), Map.of("lift", true), 404);
        put(kim, "/appeal", Map.of("text", "Please!"), 409);
        eventually(() -> assertThat(log()).contains("appeal-refused"));

        strike(kim, Map.of("seconds", 7_200));
        eventually(() -> put(kim, "/appeal", Map.of("text", "Again?"), 204));
        assertThat(get(owner, "/appeals").get("items")).hasSize(1);
    }

    @Test
    void who_is_kept_from_nothing_or_believes_so_has_nothing_to_appeal_against() throws Exception {
        put(kim, "/appeal", Map.of("text", "Hello"), 409);
        strike(kim, Map.of("shadow", true));
        awaitStruck(kim);
        put(kim, "/appeal", Map.of("text", "Hello"), 409);
        town.as(kim)
                .get()
                .uri("/api/v1/channels/" + slug + "/chat/appeal")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void notes_have_bounds_and_only_moderators_read_and_answer_them() throws Exception {
        strike(kim, Map.of());
        awaitStruck(kim);
        put(null, "/appeal", Map.of("text", "Hello"), 401);
        put(kim, "/appeal", Map.of(), 400);
        put(kim, "/appeal", Map.of("text", " \u200b"), 400);
        put(kim, "/appeal", Map.of("text", "a".repeat(501)), 400);
        put(kim, "/appeal", Map.of("text", "a".repeat(2_001)), 400);
        put(kim, "/appeal", Map.of("text", "a".repeat(500)), 204);
        town.as(kim)
                .get()
                .uri("/api/v1/channels/" + slug + "/chat/appeals")
                .exchange()
                .expectStatus()
                .isForbidden();
        put(kim, "/appeals/" + kim.handle(), Map.of("lift", true), 403);
        put(owner, "/appeals/" + kim.handle(), Map.of(), 400);
        put(owner, "/appeals/" + kim.handle(), Map.of("lift", false, "answer", "a".repeat(201)), 400);
        put(owner, "/appeals/nobody-at-all", Map.of("lift", true), 404);
    }
}
