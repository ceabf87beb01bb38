package live.weir.platform.chat.room;

import static live.weir.testing.Eventually.eventually;
import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.channel.ChannelSummary;
import live.weir.platform.chat.room.Town.Citizen;
import live.weir.platform.identity.TimeOrderedId;
import live.weir.platform.infrastructure.database.Database;
import live.weir.platform.security.AccessTokens;
import live.weir.platform.testing.WeirTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** What follows from a wave: the shield, for a while, and a line for the moderators. */
@WeirTest
class RaidShieldTest {

    private final Town town;
    private final Rooms rooms;
    private final Database database;
    private final ChannelService channels;
    private final ChatSettings settings;
    private final RaidShield shield;
    private final Citizen owner;
    private final Citizen kim;
    private final String slug;

    @Autowired
    RaidShieldTest(
            WebTestClient client,
            AccessTokens tokens,
            Database database,
            Environment environment,
            Rooms rooms,
            ChannelService channels,
            ChatSettings settings,
            RaidShield shield) {
        this.town = new Town(client, tokens, database, environment);
        this.rooms = rooms;
        this.database = database;
        this.channels = channels;
        this.settings = settings;
        this.shield = shield;
        this.owner = town.somebody();
        this.kim = town.somebody();
        this.slug = town.room(owner);
    }

    private Room room() {
        ChannelSummary channel = now(channels.bySlug(slug));
        return now(rooms.open(channel));
    }

    private void wave(Room room) {
        room.execute(() -> {
            for (int i = 0; i < settings.raid().newcomers(); i++) {
                room.raidWatch().spoke(TimeOrderedId.next());
            }
        });
    }

    private String log() {
        return Objects.requireNonNull(town.as(owner)
                .get()
                .uri("/api/v1/channels/" + slug + "/chat/log")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    private static boolean isShielded(JsonNode message) {
        return message.at("/room/shield").asBoolean();
    }

    @Test
    void a_wave_raises_the_shield_for_a_while_and_the_log_says_so_once() throws Exception {
        Room room = room();
        try (Visitor person = town.in(slug, kim)) {
            wave(room);
            assertThat(isShielded(person.await("room"))).isTrue();
            assertThat(person.sayAtLeisure("s1", "Me too").get("held").asBoolean())
                    .as("of a new account")
                    .isTrue();
            wave(room);
            shield.raise(room, Clock.systemUTC().instant());
            eventually(() -> assertThat(log()).contains("raid-shield", "50 new accounts within 30 s"));
            assertThat(log().split("raid-shield", -1)).hasSize(2);

            now(database.write(client -> client.sql(
                            "update chat_rooms set shield_until = now() - interval '1 s' where channel_id = $1")
                    .bind(0, room.id())
                    .fetch()
                    .rowsUpdated()));
            rooms.reload(room.id());
            assertThat(isShielded(person.await("room"))).isFalse();
            assertThat(person.sayAtLeisure("s2", "Hello").has("held")).isFalse();
            eventually(() -> assertThat(log()).contains("raid-shield-over"));
        }
    }

    @Test
    void the_shield_of_a_moderator_stays_as_it_is() throws Exception {
        Room room = room();
        town.as(owner)
                .patch()
                .uri("/api/v1/channels/" + slug + "/chat/room")
                .bodyValue(Map.of("shield", true))
                .exchange()
                .expectStatus()
                .isOk();
        wave(room);
        eventually(() -> assertThat(log()).contains("settings"));
        now(rooms.reread(room).thenReturn(true));
        assertThat(room.rules().state().shield()).isTrue();
        assertThat(room.rules().shieldUntil()).isNull();
        assertThat(log()).doesNotContain("raid-shield");
    }
}
