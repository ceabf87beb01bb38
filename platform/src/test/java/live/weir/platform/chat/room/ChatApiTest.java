package live.weir.platform.chat.room;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import live.weir.platform.account.AccountDeleted;
import live.weir.platform.chat.room.Town.Citizen;
import live.weir.platform.infrastructure.database.Database;
import live.weir.platform.security.AccessTokens;
import live.weir.platform.testing.WeirTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.env.Environment;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A room by HTTP. */
@WeirTest
class ChatApiTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final Town town;
    private final Citizen owner;
    private final Citizen kim;
    private final String slug;
    private final ApplicationEventPublisher events;

    @Autowired
    ChatApiTest(
            WebTestClient client,
            AccessTokens tokens,
            Database database,
            Environment environment,
            ApplicationEventPublisher events) {
        this.town = new Town(client, tokens, database, environment);
        this.events = events;
        this.owner = town.somebody();
        this.kim = town.somebody();
        this.slug = town.room(owner);
    }

    private String path(String rest) {
        return "/api/v1/channels/" + slug + "/chat" + rest;
    }

    private JsonNode get(@Nullable Citizen who, String uri) {
        return JSON.readTree(Objects.requireNonNull(town.as(who)
                .get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody()));
    }

    private void refused(@Nullable Citizen who, String uri, int status) {
        town.as(who).get().uri(uri).exchange().expectStatus().isEqualTo(status);
    }

    private static List<String> texts(JsonNode page) {
        List<String> texts = new ArrayList<>();
        page.get("items").forEach(item -> texts.add(item.get("text").asString()));
        return texts;
    }

    /** Says them, and waits until all are written down; the number of the last. */
    private long said(Visitor speaker, String... texts) throws Exception {
        long seq = 0;
        for (String text : texts) {
            speaker.say(text, text);
            seq = speaker.awaitOutcome(text).get("seq").asLong();
        }
        eventually(() -> assertThat(texts(get(null, path("?limit=50")))).contains(texts));
        return seq;
    }

    @Test
    void what_was_said_is_read_page_by_page_the_latest_first() throws Exception {
        try (Visitor speaker = town.in(slug, owner)) {
            long last = said(speaker, "one", "two", "three");

            JsonNode first = get(null, path("?limit=2"));
            assertThat(texts(first)).containsExactly("three", "two");
            assertThat(first.get("items").get(0).get("seq").asLong()).isEqualTo(last);
            assertThat(first.get("items").get(0).at("/from/handle").asString()).isEqualTo(owner.handle());
            JsonNode second =
                    get(null, path("?limit=2&cursor=" + first.get("nextCursor").asString()));
            assertThat(texts(second)).containsExactly("one");
            assertThat(second.hasNonNull("nextCursor")).isFalse();

            town.as(kim)
                    .delete()
                    .uri(path("/messages/" + last))
                    .exchange()
                    .expectStatus()
                    .isForbidden();
            town.as(owner)
                    .delete()
                    .uri(path("/messages/" + last))
                    .exchange()
                    .expectStatus()
                    .isNoContent();
            assertThat(speaker.await("deleted").get("message").asLong()).isEqualTo(last);
            eventually(() -> assertThat(texts(get(null, path("")))).containsExactly("two", "one"));
            refused(null, path("?cursor=nonsense"), 400);
            refused(null, "/api/v1/channels/nobody-at-all/chat", 404);
        }
    }

    @Test
    void beside_a_recording_it_is_read_in_order_from_one_time_to_another() throws Exception {
        try (Visitor speaker = town.in(slug, owner)) {
            said(speaker, "before", "one", "two", "three", "after");
            JsonNode items = get(null, path("?limit=50")).get("items");
            String from = items.get(3).get("at").asString();
            String to = items.get(0).get("at").asString();

            JsonNode first = get(null, path("?limit=2&from=" + from + "&to=" + to));
            assertThat(texts(first)).containsExactly("one", "two");
            JsonNode second = get(
                    null,
                    path("?limit=2&from=" + from + "&to=" + to + "&cursor="
                            + first.get("nextCursor").asString()));
            assertThat(texts(second)).containsExactly("three");
            assertThat(second.hasNonNull("nextCursor")).isFalse();
            refused(null, path("?from=yesterday"), 400);
        }
    }

    @Test
    void moderators_set_the_room_and_everybody_in_it_hears_of_it() throws Exception {
        try (Visitor person = town.in(slug, kim)) {
            assertThat(get(owner, path("/room")).at("/room/slowSeconds").asInt())
                    .isZero();
            refused(kim, path("/room"), 403);
            refused(null, path("/room"), 401);
            patch(kim, Map.of("slowSeconds", 5), 403);
            patch(owner, Map.of("slowSeconds", -1), 400);
            patch(owner, Map.of("writers", "subscribers"), 409);
            patch(owner, Map.of("writers", "friends"), 400);
            patch(owner, Map.of("followMinutes", 200_000), 400);
            patch(owner, Map.of("linksAllowed", false, "blockedTerms", List.of("spam")), 200);

            assertThat(person.await("room").at("/room/linksAllowed").asBoolean())
                    .isFalse();
            JsonNode now = get(owner, path("/room"));
            assertThat(now.at("/blockedTerms/0").asString()).isEqualTo("spam");
            assertThat(now.at("/room/slowSeconds").asInt()).isZero();

            person.say("s1", "Sp\u0430m for all"); // with a Cyrillic a
            assertThat(person.awaitOutcome("s1").get("held").asBoolean()).isTrue();
            JsonNode held = get(owner, path("/held")).get(0);
            assertThat(held.get("reason").asString()).isEqualTo("term");
            refused(kim, path("/held"), 403);
            town.as(owner)
                    .put()
                    .uri(path("/held/" + held.get("held").asString()))
                    .bodyValue(Map.of("allow", true))
                    .exchange()
                    .expectStatus()
                    .isNoContent();
            assertThat(person.await("message").get("id").asString()).isEqualTo("s1");
            assertThat(get(owner, path("/held"))).isEmpty();
        }
    }

    private void patch(Citizen who, Map<String, Object> change, int status) {
        town.as(who)
                .patch()
                .uri(path("/room"))
                .bodyValue(change)
                .exchange()
                .expectStatus()
                .isEqualTo(status);
    }

    @Test
    void who_is_timed_out_is_listed_until_lifted_and_the_log_tells_of_both() throws Exception {
        try (Visitor person = town.in(slug, kim)) {
            String sanction = path("/sanctions/" + kim.handle());
            strike(kim, sanction, Map.of("seconds", 60), 403);
            strike(owner, sanction, Map.of("seconds", 0), 400);
            strike(owner, path("/sanctions/nobody-at-all"), Map.of("seconds", 60), 404);
            strike(owner, path("/sanctions/" + owner.handle()), Map.of("seconds", 60), 409);
            strike(owner, sanction, Map.of("seconds", 60, "reason", "Caps"), 204);

            assertThat(person.await("sanctioned").get("reason").asString()).isEqualTo("Caps");
            person.say("s1", "Hello?");
            assertThat(person.awaitOutcome("s1").at("/problem/type").asString())
                    .isEqualTo("urn:weir:problem:timed-out");
            eventually(() -> {
                JsonNode listed = get(owner, path("/sanctions"));
                assertThat(listed).hasSize(1);
                assertThat(listed.get(0).get("handle").asString()).isEqualTo(kim.handle());
                assertThat(listed.get(0).get("by").asString()).isEqualTo(owner.handle());
            });
            refused(kim, path("/sanctions"), 403);

            town.as(owner).delete().uri(sanction).exchange().expectStatus().isNoContent();
            assertThat(person.await("sanctioned").get("kind").asString()).isEqualTo("lifted");
            person.say("s2", "Thank you");
            assertThat(person.awaitOutcome("s2").get("type").asString()).isEqualTo("ack");
            eventually(() -> assertThat(get(owner, path("/sanctions"))).isEmpty());
            eventually(() -> assertThat(get(owner, path("/log")).get("items")).hasSize(2));
            JsonNode latest = get(owner, path("/log?limit=1"));
            assertThat(latest.at("/items/0/action").asString()).isEqualTo("lifted");
            JsonNode next = get(
                    owner,
                    path("/log?limit=1&cursor=" + latest.get("nextCursor").asString()));
            assertThat(next.at("/items/0/action").asString()).isEqualTo("timeout");
            assertThat(next.at("/items/0/actor").asString()).isEqualTo(owner.handle());
            assertThat(next.at("/items/0/subject").asString()).isEqualTo(kim.handle());
            assertThat(next.hasNonNull("nextCursor")).isFalse();
            refused(kim, path("/log"), 403);
        }
    }

    private void strike(Citizen who, String uri, Map<String, Object> form, int status) {
        town.as(who).put().uri(uri).bodyValue(form).exchange().expectStatus().isEqualTo(status);
    }

    @Test
    void moderators_find_words_and_their_signs_mean_nothing() throws Exception {
        try (Visitor speaker = town.in(slug, owner)) {
            said(speaker, "100% blue", "100 green", "100% red");

            assertThat(texts(get(owner, path("/search?words=0% ")))).containsExactly("100% red", "100% blue");
            assertThat(texts(get(owner, path("/search?words=BLUE&handle=" + owner.handle()))))
                    .containsExactly("100% blue");
            assertThat(texts(get(owner, path("/search?words=blue&handle=" + kim.handle()))))
                    .isEmpty();
            refused(owner, path("/search?words= "), 400);
            refused(kim, path("/search?words=blue"), 403);
        }
    }

    @Test
    void people_take_along_what_they_said_and_it_goes_with_their_account() throws Exception {
        try (Visitor person = town.in(slug, kim);
                Visitor other = town.in(slug, owner)) {
            said(other, "not mine");
            said(person, "first");
            person.sayAtLeisure("second", "second");
            eventually(() ->
                    assertThat(texts(get(kim, "/api/v1/accounts/me/chat"))).containsExactly("second", "first"));
            JsonNode latest = get(kim, "/api/v1/accounts/me/chat?limit=1");
            assertThat(latest.at("/items/0/channel").asString()).isEqualTo(slug);
            JsonNode next = get(
                    kim,
                    "/api/v1/accounts/me/chat?limit=1&cursor="
                            + latest.get("nextCursor").asString());
            assertThat(texts(next)).containsExactly("first");
            assertThat(next.hasNonNull("nextCursor")).isFalse();
            refused(null, "/api/v1/accounts/me/chat", 401);

            events.publishEvent(new AccountDeleted(kim.caller().id(), kim.handle()));
            eventually(() -> assertThat(texts(get(null, path("")))).containsExactly("not mine"));
        }
    }
}
