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
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** One node, real servers, and people who talk. */
@WeirTest
class ChatSocketTest {

    private final Town town;
    private final Citizen owner;
    private final Citizen kim;
    private final Citizen lee;

    @Autowired
    ChatSocketTest(WebTestClient client, AccessTokens tokens, Database database, Environment environment) {
        this.town = new Town(client, tokens, database, environment);
        this.owner = town.somebody();
        this.kim = town.somebody();
        this.lee = town.somebody();
    }

    @Test
    void what_somebody_says_is_acknowledged_and_everybody_reads_it_with_its_number() {
        String slug = town.room(owner);
        try (Visitor speaker = town.in(slug, kim);
                Visitor reader = town.in(slug, null)) {
            speaker.say("a1", "Hello @ada!");

            long seq = speaker.awaitOutcome("a1").get("seq").asLong();
            JsonNode read = reader.await("message");

            assertThat(read.get("seq").asLong()).isEqualTo(seq);
            assertThat(read.get("id").asString()).isEqualTo("a1");
            assertThat(read.get("text").asString()).isEqualTo("Hello @ada!");
            assertThat(read.get("from").get("handle").asString()).isEqualTo(kim.handle());
            assertThat(read.get("mentions").get(0).asString()).isEqualTo("ada");
            assertThat(speaker.await("message")).isEqualTo(read);
        }
    }

    @Test
    void the_same_id_again_says_nothing_twice() {
        String slug = town.room(owner);
        try (Visitor speaker = town.in(slug, kim);
                Visitor other = town.in(slug, kim);
                Visitor reader = town.in(slug, null)) {
            speaker.say("a1", "Once");
            long seq = speaker.awaitOutcome("a1").get("seq").asLong();
            other.say("a1", "Once");

            assertThat(other.awaitOutcome("a1").get("seq").asLong()).isEqualTo(seq);
            try (Visitor second = town.in(slug, lee)) {
                second.say("b1", "Next");
                reader.awaitText("Next");
            }
            assertThat(reader.heard().stream()
                            .filter(message -> message.path("text").asString().equals("Once")))
                    .hasSize(1);
        }
    }

    @Test
    void who_comes_back_gets_what_it_missed_in_order_and_once() {
        String slug = town.room(owner);
        try (Visitor speaker = town.in(slug, owner)) {
            speaker.say("m0", "Before");
            long seen = speaker.awaitOutcome("m0").get("seq").asLong();
            for (int i = 1; i <= 5; i++) {
                speaker.say("m" + i, "Missed " + i);
                speaker.awaitOutcome("m" + i);
            }
            try (Visitor back = town.at(slug)) {
                back.send("{'type':'hello','resume':" + seen + "}");
                assertThat(back.await("welcome").get("resumed").asBoolean()).isTrue();
                speaker.say("m6", "Now");
                back.awaitText("Now");

                List<String> texts = new ArrayList<>();
                back.heard().forEach(message -> texts.add(message.path("text").asString()));
                assertThat(texts.stream().filter(text -> text.startsWith("Missed")))
                        .containsExactly("Missed 1", "Missed 2", "Missed 3", "Missed 4", "Missed 5");
            }
        }
    }

    /** Who was told of a gap asks at once: what came last is not written down by then. */
    @Test
    void what_was_acknowledged_is_in_the_history_after_a_number_at_once() throws Exception {
        String slug = town.room(owner);
        try (Visitor speaker = town.in(slug, owner)) {
            speaker.say("m1", "First");
            long first = speaker.awaitOutcome("m1").get("seq").asLong();
            for (int i = 2; i <= 6; i++) {
                speaker.say("m" + i, "Number " + i);
                long seq = speaker.awaitOutcome("m" + i).get("seq").asLong();
                speaker.send("{'type':'history','after':" + first + ",'limit':3,'ref':'h" + i + "'}");
                JsonNode page = speaker.awaitOutcome("h" + i);
                assertThat(page.get("events")).hasSize(Math.min(i - 1, 3));
                assertThat(page.path("more").asBoolean()).isEqualTo(i - 1 > 3);
                if (i == 4) {
                    assertThat(page.get("events").get(2).get("seq").asLong()).isEqualTo(seq);
                    assertThat(page.get("events").get(2).get("text").asString()).isEqualTo("Number 4");
                }
            }
        }
    }

    @Test
    void history_has_what_was_said_without_what_was_deleted_and_with_what_was_edited() throws Exception {
        String slug = town.room(owner);
        try (Visitor speaker = town.in(slug, owner)) {
            speaker.say("m1", "First");
            long first = speaker.awaitOutcome("m1").get("seq").asLong();
            speaker.say("m2", "Secnod");
            long second = speaker.awaitOutcome("m2").get("seq").asLong();
            speaker.await(message -> message.path("seq").asLong() == second && message.has("text"), "the second");
            speaker.send("{'type':'edit','seq':" + second + ",'text':'Second','ref':'e'}");
            assertThat(speaker.awaitOutcome("e").get("type").asString()).isEqualTo("done");
            speaker.send("{'type':'delete','seq':" + first + ",'ref':'d'}");
            assertThat(speaker.awaitOutcome("d").get("type").asString()).isEqualTo("done");
            assertThat(speaker.await("deleted").get("message").asLong()).isEqualTo(first);

            try (Visitor late = town.at(slug)) {
                late.send("{'type':'hello'}");
                JsonNode page = late.await("page");
                assertThat(page.get("events")).hasSize(1);
                assertThat(page.get("events").get(0).get("text").asString()).isEqualTo("Second");
                assertThat(page.get("events").get(0).get("edited").asBoolean()).isTrue();
            }
            eventually(() -> assertThat(written(slug)).contains("\"Second\"").doesNotContain("First"));
            speaker.send("{'type':'history','limit':10,'ref':'h'}");
            JsonNode page = speaker.awaitOutcome("h");
            assertThat(page.get("events")).hasSize(1);
            assertThat(page.get("events").get(0).get("edited").asBoolean()).isTrue();
            assertThat(page.get("more").asBoolean()).isFalse();
        }
    }

    /** Postgres is some tenths of a second behind. */
    private String written(String slug) {
        return Objects.requireNonNull(town.as(null)
                .get()
                .uri("/api/v1/channels/" + slug + "/chat")
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    @Test
    void who_is_not_signed_in_reads_and_does_not_write() {
        String slug = town.room(owner);
        try (Visitor reader = town.in(slug, null)) {
            reader.say("a1", "May I?");

            assertThat(reader.awaitOutcome("a1").at("/problem/type").asString())
                    .isEqualTo("urn:weir:problem:unauthenticated");
        }
    }

    @Test
    void a_banned_person_is_told_so_on_every_socket_and_its_words_vanish() {
        String slug = town.room(owner);
        try (Visitor moderator = town.in(slug, owner);
                Visitor person = town.in(slug, lee);
                Visitor second = town.in(slug, lee)) {
            person.say("a1", "Spam");
            person.awaitOutcome("a1");
            moderator.send("{'type':'ban','who':'" + lee.handle() + "','reason':'Spam','ref':'b'}");
            assertThat(moderator.awaitOutcome("b").get("type").asString()).isEqualTo("done");

            assertThat(person.await("sanctioned").get("kind").asString()).isEqualTo("ban");
            assertThat(second.await("sanctioned").get("reason").asString()).isEqualTo("Spam");
            assertThat(second.await("cleared").get("handle").asString()).isEqualTo(lee.handle());
            second.say("a2", "Me again");
            assertThat(second.awaitOutcome("a2").at("/problem/type").asString()).isEqualTo("urn:weir:problem:banned");

            moderator.send("{'type':'lift','who':'" + lee.handle() + "','ref':'l'}");
            moderator.awaitOutcome("l");
            assertThat(second.sayAtLeisure("a3", "Sorry").get("type").asString())
                    .isEqualTo("ack");
        }
    }

    @Test
    void a_shadow_banned_person_hears_itself_alone() {
        String slug = town.room(owner);
        try (Visitor moderator = town.in(slug, owner);
                Visitor person = town.in(slug, lee)) {
            moderator.send("{'type':'ban','who':'" + lee.handle() + "','shadow':true,'ref':'b'}");
            moderator.awaitOutcome("b");
            person.say("a1", "Anybody?");
            assertThat(person.awaitOutcome("a1").get("type").asString()).isEqualTo("ack");
            person.awaitText("Anybody?");
            moderator.say("m1", "Quiet here");
            moderator.awaitText("Quiet here");

            assertThat(moderator.heard().stream()
                            .filter(message -> message.path("text").asString().equals("Anybody?")))
                    .isEmpty();
        }
    }

    @Test
    void slow_mode_keeps_the_pace_of_all_but_moderators() {
        String slug = town.room(owner);
        try (Visitor moderator = town.in(slug, owner);
                Visitor person = town.in(slug, kim)) {
            moderator.send("{'type':'settings','slowSeconds':60,'ref':'s'}");
            moderator.awaitOutcome("s");
            assertThat(person.await("room").at("/room/slowSeconds").asInt()).isEqualTo(60);
            person.say("a1", "One");
            assertThat(person.awaitOutcome("a1").get("type").asString()).isEqualTo("ack");
            person.say("a2", "Two");
            JsonNode refused = person.awaitOutcome("a2");
            assertThat(refused.at("/problem/type").asString()).isEqualTo("urn:weir:problem:slow-mode");
            assertThat(refused.at("/problem/retryAfter").asInt()).isBetween(1, 60);
            moderator.say("m1", "One");
            moderator.awaitOutcome("m1");
            moderator.say("m2", "Two");
            assertThat(moderator.awaitOutcome("m2").get("type").asString()).isEqualTo("ack");
        }
    }

    @Test
    void what_a_filter_holds_back_waits_for_a_moderator() {
        String slug = town.room(owner);
        try (Visitor moderator = town.in(slug, owner);
                Visitor person = town.in(slug, kim)) {
            moderator.send("{'type':'settings','shield':true,'ref':'s'}");
            moderator.awaitOutcome("s");
            person.await("room");
            person.say("a1", "I am new here");
            assertThat(person.awaitOutcome("a1").get("held").asBoolean()).isTrue();
            JsonNode held = moderator.await("held");
            assertThat(held.get("reason").asString()).isEqualTo("young-account");
            moderator.send("{'type':'review','held':'" + held.get("held").asString() + "','allow':true,'ref':'r'}");
            moderator.awaitOutcome("r");

            assertThat(person.awaitText("I am new here").get("seq").asLong()).isPositive();
        }
    }

    @Test
    void only_moderators_moderate() {
        String slug = town.room(owner);
        try (Visitor person = town.in(slug, kim)) {
            for (String command : List.of(
                    "{'type':'ban','who':'" + lee.handle() + "','ref':'x'}",
                    "{'type':'pin','seq':1,'ref':'x'}",
                    "{'type':'settings','slowSeconds':1,'ref':'x'}",
                    "{'type':'poll','question':'Q','choices':['a','b'],'ref':'x'}")) {
                person.send(command);
                assertThat(person.awaitOutcome("x").at("/problem/status").asInt())
                        .isEqualTo(403);
            }
        }
    }

    @Test
    void a_poll_is_opened_voted_on_and_ended() {
        String slug = town.room(owner);
        try (Visitor moderator = town.in(slug, owner);
                Visitor person = town.in(slug, kim)) {
            moderator.send("{'type':'poll','question':'Blue?','choices':['Yes','No'],'seconds':300,'ref':'p'}");
            moderator.awaitOutcome("p");
            String poll = person.await("poll").at("/poll/id").asString();
            person.send("{'type':'vote','poll':'" + poll + "','choice':0,'ref':'v'}");
            assertThat(person.awaitOutcome("v").get("type").asString()).isEqualTo("done");
            person.send("{'type':'vote','poll':'" + poll + "','choice':1,'ref':'w'}");
            person.awaitOutcome("w");
            moderator.send("{'type':'end-poll','poll':'" + poll + "','ref':'e'}");
            JsonNode last = person.await(
                    message -> message.path("type").asString().equals("votes")
                            && !message.at("/poll/open").asBoolean(),
                    "the last count");
            assertThat(last.at("/poll/choices/0/votes").asLong()).isZero();
            assertThat(last.at("/poll/choices/1/votes").asLong()).isEqualTo(1);
        }
    }

    @Test
    void reactions_are_added_up() {
        String slug = town.room(owner);
        try (Visitor moderator = town.in(slug, owner);
                Visitor person = town.in(slug, kim)) {
            moderator.say("m1", "Blue");
            long seq = moderator.awaitOutcome("m1").get("seq").asLong();
            person.awaitText("Blue");
            person.send("{'type':'react','emoji':'👍','seq':" + seq + ",'ref':'r'}");
            person.awaitOutcome("r");
            JsonNode told = moderator.await("reactions");
            assertThat(told.at("/messages/0/count").asLong()).isEqualTo(1);
            person.send("{'type':'react','emoji':'❤'}");
            person.send("{'type':'react','emoji':'❤'}");
            assertThat(moderator.await("reactions").at("/burst/0/count").asLong())
                    .isPositive();
        }
    }

    @Test
    void strangers_are_shown_out_with_a_code_that_says_why() {
        String slug = town.room(owner);
        try (Visitor binary = town.at(slug);
                Visitor big = town.at(slug);
                Visitor nonsense = town.at(slug);
                Visitor deep = town.at(slug);
                Visitor endless = town.at(slug);
                Visitor forger = town.at(slug)) {
            binary.sendBinary(new byte[] {1, 2, 3});
            assertThat(binary.awaitClose()).isEqualTo(1002);
            big.sendRaw("x".repeat(20_000), true);
            assertThat(big.awaitClose()).isEqualTo(1009);
            nonsense.sendRaw("hello", true);
            assertThat(nonsense.awaitClose()).isEqualTo(1002);
            deep.sendRaw("{\"type\":\"say\",\"id\":" + "[".repeat(200) + "]".repeat(200) + "}", true);
            assertThat(deep.awaitClose()).isEqualTo(1002);
            for (int i = 0; i < 17; i++) {
                endless.sendRaw("x", false);
            }
            assertThat(endless.awaitClose()).isEqualTo(1009);
            forger.send("{'type':'hello','token':'not.a.token'}");
            assertThat(forger.await("refused").at("/problem/status").asInt()).isEqualTo(401);
            assertThat(forger.awaitClose()).isEqualTo(1008);
        }
    }

    @Test
    void a_flood_of_messages_ends_the_socket() {
        String slug = town.room(owner);
        try (Visitor flooder = town.at(slug)) {
            for (int i = 0;
                    i < 60
                            && flooder.heard().stream()
                                    .noneMatch(m -> m.path("type").asString().equals("bye"));
                    i++) {
                try {
                    flooder.send("{'type':'ping'}");
                } catch (RuntimeException closed) {
                    break;
                }
            }
            assertThat(flooder.awaitClose()).isEqualTo(1008);
        }
    }

    @Test
    void a_request_that_is_no_websocket_is_told_what_this_is() {
        String slug = town.room(owner);
        town.as(null).get().uri("/ws/chat/" + slug).exchange().expectStatus().isEqualTo(426);
        town.as(null)
                .get()
                .uri("/ws/chat/nobody-at-all")
                .headers(headers -> headers.setAll(Map.of("Upgrade", "websocket")))
                .exchange()
                .expectStatus()
                .is4xxClientError();
    }
}
