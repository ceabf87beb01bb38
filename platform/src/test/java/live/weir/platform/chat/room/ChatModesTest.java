package live.weir.platform.chat.room;

import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.channel.FollowChanged;
import live.weir.platform.channel.Followers;
import live.weir.platform.chat.Subscriptions;
import live.weir.platform.chat.protocol.Writers;
import live.weir.platform.chat.room.Town.Citizen;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.infrastructure.database.Database;
import live.weir.platform.security.AccessTokens;
import live.weir.platform.security.Role;
import live.weir.platform.testing.WeirTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Followers, and rooms in which not everybody writes. */
@WeirTest
class ChatModesTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final Town town;
    private final Database database;
    private final ChannelService channels;
    private final Followers followers;
    private final ApplicationEventPublisher events;
    private final Citizen owner;
    private final Citizen kim;
    private final String slug;

    @Autowired
    ChatModesTest(
            WebTestClient client,
            AccessTokens tokens,
            Database database,
            Environment environment,
            ChannelService channels,
            Followers followers,
            ApplicationEventPublisher events) {
        this.town = new Town(client, tokens, database, environment);
        this.database = database;
        this.channels = channels;
        this.followers = followers;
        this.events = events;
        this.owner = town.somebody();
        this.kim = town.somebody();
        this.slug = town.room(owner);
    }

    private String followers(String channel) {
        return "/api/v1/channels/" + channel + "/followers";
    }

    private JsonNode ask(HttpMethod method, @Nullable Citizen who, String uri) {
        return JSON.readTree(Objects.requireNonNull(town.as(who)
                .method(method)
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody()));
    }

    private void refused(HttpMethod method, @Nullable Citizen who, String uri, int status) {
        town.as(who).method(method).uri(uri).exchange().expectStatus().isEqualTo(status);
    }

    private void set(Map<String, Object> change) {
        town.as(owner)
                .patch()
                .uri("/api/v1/channels/" + slug + "/chat/room")
                .bodyValue(change)
                .exchange()
                .expectStatus()
                .isOk();
    }

    private ChannelId channel() {
        return now(channels.bySlug(slug)).id();
    }

    @Test
    void people_follow_a_channel_and_everybody_sees_how_many_do() {
        assertThat(ask(HttpMethod.GET, null, followers(slug)).get("followers").asLong())
                .isZero();
        JsonNode followed = ask(HttpMethod.PUT, kim, followers(slug) + "/me");
        assertThat(followed.get("following").asBoolean()).isTrue();
        JsonNode again = ask(HttpMethod.PUT, kim, followers(slug) + "/me");
        assertThat(again.get("since")).isEqualTo(followed.get("since"));
        assertThat(again.get("followers").asLong()).isEqualTo(1);
        JsonNode others = ask(HttpMethod.GET, null, followers(slug));
        assertThat(others.get("followers").asLong()).isEqualTo(1);
        assertThat(others.get("following").asBoolean()).isFalse();

        assertThat(ask(HttpMethod.DELETE, kim, followers(slug) + "/me")
                        .get("following")
                        .asBoolean())
                .isFalse();
        assertThat(ask(HttpMethod.DELETE, kim, followers(slug) + "/me")
                        .get("followers")
                        .asLong())
                .isZero();
    }

    @Test
    void strangers_follow_nothing_and_nobody_what_is_not_shown_to_them() {
        refused(HttpMethod.PUT, null, followers(slug) + "/me", 401);
        refused(HttpMethod.PUT, owner, followers(slug) + "/me", 409);
        refused(HttpMethod.PUT, kim, followers("nobody-at-all") + "/me", 404);
        refused(HttpMethod.GET, null, followers("No_slug"), 404);
        town.as(owner)
                .patch()
                .uri("/api/v1/channels/" + slug)
                .bodyValue(Map.of("visibility", "private"))
                .exchange()
                .expectStatus()
                .isOk();
        refused(HttpMethod.GET, null, followers(slug), 404);
        refused(HttpMethod.PUT, kim, followers(slug) + "/me", 404);
    }

    @Test
    void where_followers_write_others_read_until_they_follow_for_long_enough() {
        set(Map.of("writers", "followers"));
        try (Visitor person = town.in(slug, kim)) {
            assertThat(person.sayAtLeisure("s1", "Hello?").at("/problem/type").asString())
                    .isEqualTo("urn:weir:problem:not-a-writer");
            ask(HttpMethod.PUT, kim, followers(slug) + "/me");
            assertThat(person.sayAtLeisure("s2", "I follow").get("type").asString())
                    .as("at once")
                    .isEqualTo("ack");

            set(Map.of("followMinutes", 10));
            JsonNode early = person.sayAtLeisure("s3", "Already?");
            assertThat(early.at("/problem/type").asString()).isEqualTo("urn:weir:problem:not-a-writer");
            assertThat(early.at("/problem/retryAfter").asInt()).isBetween(1, 600);
            followedSince("11 minutes");
            assertThat(person.sayAtLeisure("s4", "Now").get("type").asString()).isEqualTo("ack");
            long seq = person.awaitText("Now").get("seq").asLong();

            ask(HttpMethod.DELETE, kim, followers(slug) + "/me");
            assertThat(person.sayAtLeisure("s5", "Gone").at("/problem/status").asInt())
                    .isEqualTo(403);
            person.send("{'type':'edit','seq':" + seq + ",'text':'Still','ref':'e'}");
            assertThat(person.awaitOutcome("e").at("/problem/status").asInt()).isEqualTo(403);
        }
        try (Visitor host = town.in(slug, owner)) {
            assertThat(host.sayAtLeisure("h1", "I may").get("type").asString()).isEqualTo("ack");
        }
    }

    private void followedSince(String before) {
        ChannelId channel = channel();
        now(database.write(client -> client.sql("update channel_followers set created_at = now() - interval '" + before
                        + "' where channel_id = $1")
                .bind(0, channel.value())
                .fetch()
                .rowsUpdated()));
        events.publishEvent(new FollowChanged(channel, kim.caller().id()));
    }

    @Test
    void where_verified_accounts_write_others_read() {
        set(Map.of("writers", "verified"));
        try (Visitor person = town.in(slug, kim);
                Visitor known = town.in(slug, town.somebody(Role.VIEWER, Role.VERIFIED))) {
            assertThat(person.sayAtLeisure("s1", "Hello?").at("/problem/type").asString())
                    .isEqualTo("urn:weir:problem:not-a-writer");
            assertThat(known.sayAtLeisure("s1", "Hello!").get("type").asString())
                    .isEqualTo("ack");
        }
    }

    @Test
    void nobody_subscribes_unless_the_operator_says_so() {
        StaticListableBeanFactory none = new StaticListableBeanFactory();
        Memberships without = new Memberships(followers, none.getBeanProvider(Subscriptions.class));
        assertThat(without.writersOffered()).doesNotContain(Writers.SUBSCRIBERS);
        assertThat(now(without.since(
                        Writers.SUBSCRIBERS, channel(), kim.caller().id())))
                .isEmpty();

        StaticListableBeanFactory shop = new StaticListableBeanFactory();
        shop.addBean("shop", (Subscriptions)
                (channel, account) -> Mono.just(account.equals(kim.caller().id())));
        Memberships with = new Memberships(followers, shop.getBeanProvider(Subscriptions.class));
        assertThat(with.writersOffered()).contains(Writers.SUBSCRIBERS);
        assertThat(now(with.since(Writers.SUBSCRIBERS, channel(), kim.caller().id())))
                .isPresent();
        assertThat(now(with.since(Writers.SUBSCRIBERS, channel(), owner.caller().id())))
                .isEqualTo(Optional.empty());
    }
}
