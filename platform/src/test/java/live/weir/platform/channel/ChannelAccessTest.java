package live.weir.platform.channel;

import static live.weir.testing.Now.done;
import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import live.weir.platform.infrastructure.database.Database;
import live.weir.platform.security.AccessTokens;
import live.weir.platform.security.Caller;
import live.weir.platform.security.Role;
import live.weir.platform.testing.WeirTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Who may do what, over HTTP: every endpoint, every kind of caller, every visibility. */
@WeirTest
class ChannelAccessTest {

    private final Tokens tokens;
    private final People people;
    private final ChannelDesk desk;
    private final StreamKeyDesk keys;
    private final ModeratorDesk moderators;

    @Autowired
    ChannelAccessTest(
            WebTestClient client,
            AccessTokens tokens,
            Database database,
            ChannelDesk desk,
            StreamKeyDesk keys,
            ModeratorDesk moderators) {
        this.tokens = new Tokens(client, tokens);
        this.people = new People(database);
        this.desk = desk;
        this.keys = keys;
        this.moderators = moderators;
    }

    enum Kind {
        ANONYMOUS,
        STRANGER,
        MODERATOR,
        PLATFORM_MODERATOR,
        OWNER,
        ADMIN
    }

    record Action(HttpMethod method, String path, @Nullable Object body, int success) {}

    /** A channel with a key and a moderator, and somebody who comes to it. */
    private final class Scene {

        final Caller owner = people.performer(People.name());
        final Caller moderator = people.performer(People.name());
        final Caller stranger = people.performer(People.name());
        final String slug = People.name();
        final String key;

        Scene(Visibility visibility) {
            done(desk.create(owner, new NewChannel(slug, "Secret plans", "", "", visibility.code())));
            key = now(keys.create(owner, slug, null)).row().id().toString();
            done(moderators.add(owner, slug, moderator.handle()));
        }

        @Nullable
        Caller caller(Kind kind) {
            return switch (kind) {
                case ANONYMOUS -> null;
                case STRANGER -> stranger;
                case MODERATOR -> moderator;
                case PLATFORM_MODERATOR -> people.person(People.name(), Role.VIEWER, Role.MODERATOR);
                case OWNER -> owner;
                case ADMIN -> people.person(People.name(), Role.ADMIN);
            };
        }

        int status(Kind kind, Action action) {
            String path = action.path().replace("{key}", key).replace("{stranger}", stranger.handle());
            WebTestClient.RequestBodySpec request =
                    tokens.as(caller(kind)).method(action.method()).uri("/api/v1/channels/" + slug + path);
            if (action.body() != null) {
                request.bodyValue(action.body());
            }
            return request.exchange().returnResult(byte[].class).getStatus().value();
        }
    }

    static Stream<Action> actionsOfRulers() {
        return Stream.of(
                new Action(HttpMethod.PATCH, "", Map.of("title", "New"), 200),
                new Action(HttpMethod.DELETE, "", null, 204),
                new Action(HttpMethod.GET, "/stream-keys", null, 200),
                new Action(HttpMethod.POST, "/stream-keys", Map.of("name", "x"), 201),
                new Action(HttpMethod.POST, "/stream-keys", null, 201),
                new Action(HttpMethod.POST, "/stream-keys/{key}/rotation", null, 200),
                new Action(HttpMethod.DELETE, "/stream-keys/{key}", null, 204),
                new Action(HttpMethod.GET, "/moderators", null, 200),
                new Action(HttpMethod.PUT, "/moderators/{stranger}", null, 204),
                new Action(HttpMethod.DELETE, "/moderators/{stranger}", null, 204));
    }

    @ParameterizedTest
    @MethodSource("actionsOfRulers")
    void only_the_owner_and_administrators_rule_a_channel(Action action) {
        for (Visibility visibility : Visibility.values()) {
            for (Kind kind : Kind.values()) {
                int expected = switch (kind) {
                    case ANONYMOUS -> 401;
                    case STRANGER -> visibility == Visibility.PRIVATE ? 404 : 403;
                    case MODERATOR, PLATFORM_MODERATOR -> 403;
                    case OWNER, ADMIN -> action.success();
                };
                assertThat(new Scene(visibility).status(kind, action))
                        .as("%s %s by %s on a %s channel", action.method(), action.path(), kind, visibility)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_private_channel_does_not_exist_for_others(Kind kind) {
        Action read = new Action(HttpMethod.GET, "", null, 200);
        assertThat(new Scene(Visibility.PUBLIC).status(kind, read)).isEqualTo(200);
        assertThat(new Scene(Visibility.UNLISTED).status(kind, read)).isEqualTo(200);
        boolean others = kind == Kind.ANONYMOUS || kind == Kind.STRANGER;
        assertThat(new Scene(Visibility.PRIVATE).status(kind, read)).isEqualTo(others ? 404 : 200);
    }

    @Test
    void a_private_channel_leaks_by_no_cache_and_no_tag() {
        Scene scene = new Scene(Visibility.PRIVATE);
        EntityExchangeResult<byte[]> owners = get(scene.owner, scene.slug, null);
        assertThat(owners.getStatus().value()).isEqualTo(200);
        assertThat(owners.getResponseHeaders().getCacheControl())
                .contains("private")
                .contains("no-cache");
        String tag = Objects.requireNonNull(owners.getResponseHeaders().getETag());
        assertThat(get(scene.owner, scene.slug, tag).getStatus().value()).isEqualTo(304);

        for (Kind kind : List.of(Kind.ANONYMOUS, Kind.STRANGER)) {
            for (String guess : List.of(tag, "W/" + tag, "*", "\"x\"")) {
                EntityExchangeResult<byte[]> refused = get(scene.caller(kind), scene.slug, guess);
                EntityExchangeResult<byte[]> absent = get(scene.caller(kind), People.name(), guess);
                assertThat(refused.getStatus().value()).isEqualTo(404);
                assertThat(refused.getResponseHeaders().getETag()).isNull();
                assertThat(text(refused)).doesNotContain("Secret plans");
                assertThat(refused.getResponseHeaders().headerNames())
                        .isEqualTo(absent.getResponseHeaders().headerNames());
            }
        }
    }

    @Test
    void a_channel_that_becomes_private_is_gone_for_others_at_once_and_comes_back_when_it_is_public() {
        Scene scene = new Scene(Visibility.PUBLIC);
        String tag = Objects.requireNonNull(
                get(null, scene.slug, null).getResponseHeaders().getETag());
        assertThat(get(null, scene.slug, tag).getStatus().value()).isEqualTo(304);
        for (int round = 0; round < 3; round++) {
            change(scene, "private");
            assertThat(get(null, scene.slug, tag).getStatus().value()).isEqualTo(404);
            assertThat(get(scene.moderator, scene.slug, null).getStatus().value())
                    .isEqualTo(200);
            change(scene, "public");
            assertThat(get(null, scene.slug, null).getStatus().value()).isEqualTo(200);
        }
    }

    @Test
    void who_is_moderator_no_more_sees_the_private_channel_no_more() {
        Scene scene = new Scene(Visibility.PRIVATE);
        assertThat(get(scene.moderator, scene.slug, null).getStatus().value()).isEqualTo(200);
        done(moderators.remove(scene.owner, scene.slug, scene.moderator.handle()));
        assertThat(get(scene.moderator, scene.slug, null).getStatus().value()).isEqualTo(404);
    }

    private void change(Scene scene, String visibility) {
        tokens.as(scene.owner)
                .patch()
                .uri("/api/v1/channels/" + scene.slug)
                .bodyValue(Map.of("visibility", visibility))
                .exchange()
                .expectStatus()
                .isOk();
    }

    private EntityExchangeResult<byte[]> get(@Nullable Caller caller, String slug, @Nullable String tag) {
        return tokens.as(caller)
                .get()
                .uri("/api/v1/channels/" + slug)
                .headers(headers -> {
                    if (tag != null) {
                        headers.set(HttpHeaders.IF_NONE_MATCH, tag);
                    }
                })
                .exchange()
                .expectBody()
                .returnResult();
    }

    private static String text(EntityExchangeResult<byte[]> result) {
        byte[] body = result.getResponseBody();
        return body == null ? "" : new String(body, StandardCharsets.UTF_8);
    }
}
