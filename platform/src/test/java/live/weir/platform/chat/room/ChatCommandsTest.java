package live.weir.platform.chat.room;

import static live.weir.testing.Eventually.eventually;
import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import live.weir.platform.channel.ChannelService;
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

/** What the room answers, and who says what that is. */
@WeirTest
class ChatCommandsTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final Town town;
    private final Database database;
    private final ChannelService channels;
    private final Citizen owner;
    private final Citizen kim;
    private final String slug;

    @Autowired
    ChatCommandsTest(
            WebTestClient client,
            AccessTokens tokens,
            Database database,
            Environment environment,
            ChannelService channels) {
        this.town = new Town(client, tokens, database, environment);
        this.database = database;
        this.channels = channels;
        this.owner = town.somebody();
        this.kim = town.somebody();
        this.slug = town.room(owner);
    }

    private String path(String rest) {
        return "/api/v1/channels/" + slug + "/chat" + rest;
    }

    private void put(@Nullable Citizen who, String rest, Map<String, Object> body, int status) {
        town.as(who)
                .put()
                .uri(path(rest))
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isEqualTo(status);
    }

    private void remove(@Nullable Citizen who, String rest, int status) {
        town.as(who).delete().uri(path(rest)).exchange().expectStatus().isEqualTo(status);
    }

    private JsonNode items(String rest) {
        return JSON.readTree(Objects.requireNonNull(town.as(owner)
                        .get()
                        .uri(path(rest))
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody()))
                .get("items");
    }

    @Test
    void a_command_is_answered_to_everybody_and_not_again_at_once() throws Exception {
        try (Visitor person = town.in(slug, kim);
                Visitor reader = town.in(slug, null)) {
            put(owner, "/commands/rules", Map.of("text", "Be \u202ekind."), 204);
            assertThat(items("/commands").get(0).get("text").asString()).isEqualTo("Be kind.");
            eventually(() -> {
                person.sayAtLeisure("c" + UUID.randomUUID(), "!Rules please");
                assertThat(reader.heard())
                        .anyMatch(message -> message.path("event").asString().equals("command"));
            });
            JsonNode answer = reader.await("system");
            assertThat(answer.get("text").asString()).isEqualTo("Be kind.");
            assertThat(person.sayAtLeisure("s2", "!nothing").get("type").asString())
                    .as("what is no command is said all the same")
                    .isEqualTo("ack");

            remove(owner, "/commands/rules", 204);
            assertThat(items("/commands")).isEmpty();
            remove(owner, "/commands/rules", 404);
        }
    }

    @Test
    void uptime_tells_for_how_long_the_channel_is_on_air() {
        try (Visitor person = town.in(slug, kim)) {
            person.sayAtLeisure("u1", "/uptime");
            assertThat(person.await("system").get("event").asString()).isEqualTo("uptime-off");
        }
        String second = town.room(owner);
        UUID channel = now(channels.bySlug(second)).id().value();
        now(database.write(client -> client.sql("""
                insert into broadcasts (id, channel_id, started_at) values ($1, $2, now() - interval '2 hours')
                """)
                .bind(0, UUID.randomUUID())
                .bind(1, channel)
                .fetch()
                .rowsUpdated()));
        try (Visitor person = town.in(second, kim)) {
            person.sayAtLeisure("u1", "/uptime");
            JsonNode answer = person.await("system");
            assertThat(answer.get("event").asString()).isEqualTo("uptime");
            assertThat(answer.get("text").asString()).startsWith("2:0");
        }
        assertThat(Commands.clockOf(Duration.ofSeconds(3_909))).isEqualTo("1:05:09");
    }

    @Test
    void only_moderators_set_them_and_within_bounds() {
        Map<String, Object> text = Map.of("text", "Hello");
        put(null, "/commands/hello", text, 401);
        put(kim, "/commands/hello", text, 403);
        remove(kim, "/commands/hello", 403);
        put(owner, "/commands/uptime", text, 409);
        put(owner, "/commands/two%20words", text, 400);
        put(owner, "/commands/" + "a".repeat(21), text, 400);
        put(owner, "/commands/hello", Map.of(), 400);
        put(owner, "/commands/hello", Map.of("text", " \u200b "), 400);
        put(owner, "/commands/hello", Map.of("text", "a".repeat(401)), 400);
        put(owner, "/commands/hello", Map.of("text", 7), 400);
        for (int i = 0; i < Provisions.MOST_COMMANDS; i++) {
            put(owner, "/commands/c" + i, text, 204);
        }
        put(owner, "/commands/onemore", text, 409);
        put(owner, "/commands/c0", text, 204);

        put(kim, "/timers/news", Map.of("minutes", 5, "text", "News"), 403);
        put(owner, "/timers/news", Map.of("text", "News"), 400);
        put(owner, "/timers/news", Map.of("minutes", 0, "text", "News"), 400);
        put(owner, "/timers/news", Map.of("minutes", 1441, "text", "News"), 400);
        put(owner, "/timers/news", Map.of("minutes", 5), 400);
        for (int i = 0; i < Provisions.MOST_TIMERS; i++) {
            put(owner, "/timers/t" + i, Map.of("minutes", 5, "text", "News"), 204);
        }
        put(owner, "/timers/onemore", Map.of("minutes", 5, "text", "News"), 409);
        assertThat(items("/timers").get(0).get("minutes").asInt()).isEqualTo(5);
        remove(owner, "/timers/t0", 204);
        remove(owner, "/timers/t0", 404);
    }
}
