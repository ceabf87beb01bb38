package live.weir.platform.channel;

import static live.weir.testing.Eventually.eventually;
import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import live.weir.platform.identity.AccountId;
import live.weir.platform.infrastructure.database.Database;
import live.weir.platform.security.AccessTokens;
import live.weir.platform.security.Caller;
import live.weir.platform.testing.WeirTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Channels as clients meet them. */
@WeirTest
class ChannelApiTest {

    private static final String PASSWORD = "four plain words here";

    private final WebTestClient client;
    private final Tokens tokens;
    private final People people;
    private final Database database;
    private final StreamKeyDesk keys;
    private final StreamKeys known;

    @Autowired
    ChannelApiTest(WebTestClient client, AccessTokens tokens, Database database, StreamKeyDesk keys, StreamKeys known) {
        this.client = client;
        this.tokens = new Tokens(client, tokens);
        this.people = new People(database);
        this.database = database;
        this.keys = keys;
        this.known = known;
    }

    @Test
    void a_channel_is_made_read_changed_and_deleted() {
        Caller anna = people.performer(People.name());
        String slug = People.name();
        String path = "/api/v1/channels/" + slug;
        String made = create(anna, slug);

        client.get()
                .uri("/api/v1/channels/" + slug.toUpperCase(Locale.ROOT))
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.ETAG, made)
                .expectHeader()
                .valueEquals(HttpHeaders.CACHE_CONTROL, "no-cache")
                .expectHeader()
                .contentType(MediaType.APPLICATION_JSON)
                .expectHeader()
                .doesNotExist("Weir-Stale")
                .expectBody()
                .jsonPath("$.slug")
                .isEqualTo(slug)
                .jsonPath("$.owner.handle")
                .isEqualTo(anna.handle())
                .jsonPath("$.live")
                .isEqualTo(false)
                .jsonPath("$.createdAt")
                .exists();
        client.get()
                .uri(path)
                .header(HttpHeaders.IF_NONE_MATCH, made)
                .exchange()
                .expectStatus()
                .isNotModified()
                .expectHeader()
                .valueEquals(HttpHeaders.ETAG, made)
                .expectBody()
                .isEmpty();

        String changed = Objects.requireNonNull(tokens.as(anna)
                .patch()
                .uri(path)
                .contentType(MediaType.valueOf("application/merge-patch+json"))
                .header(HttpHeaders.IF_MATCH, made)
                .bodyValue("{\"title\":\"Other\",\"description\":null}")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.title")
                .isEqualTo("Other")
                .returnResult()
                .getResponseHeaders()
                .getETag());
        tokens.as(anna)
                .patch()
                .uri(path)
                .header(HttpHeaders.IF_MATCH, made)
                .bodyValue(Map.of("title", "Third"))
                .exchange()
                .expectStatus()
                .isEqualTo(412)
                .expectHeader()
                .valueEquals(HttpHeaders.ETAG, changed)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:weir:problem:precondition-failed");
        client.get()
                .uri(path)
                .header(HttpHeaders.IF_NONE_MATCH, made)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.ETAG, changed);

        tokens.as(anna).delete().uri(path).exchange().expectStatus().isNoContent();
        client.get().uri(path).exchange().expectStatus().isNotFound();
        tokens.as(anna).delete().uri(path).exchange().expectStatus().isNotFound();
    }

    @Test
    void faults_are_named_by_their_pointers() {
        Caller anna = people.performer(People.name());
        tokens.as(anna)
                .post()
                .uri("/api/v1/channels")
                .bodyValue(Map.of("slug", "a b", "title", ""))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("/slug")
                .jsonPath("$.errors[1].pointer")
                .isEqualTo("/title");
        String slug = People.name();
        create(anna, slug);
        tokens.as(anna)
                .patch()
                .uri("/api/v1/channels/" + slug)
                .bodyValue(Map.of("slug", "other"))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("/slug");
        for (String body : new String[] {"[]", "7", "null", "", "{"}) {
            tokens.as(anna)
                    .patch()
                    .uri("/api/v1/channels/" + slug)
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue(body)
                    .exchange()
                    .expectStatus()
                    .isBadRequest();
        }
        tokens.as(people.performer(People.name()))
                .post()
                .uri("/api/v1/channels")
                .bodyValue(Map.of("slug", slug, "title", "Mine"))
                .exchange()
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:weir:problem:slug-taken");
    }

    @Test
    void a_stream_key_is_shown_once() {
        Caller anna = people.performer(People.name());
        String slug = People.name();
        create(anna, slug);
        tokens.as(anna)
                .post()
                .uri("/api/v1/channels/" + slug + "/stream-keys")
                .bodyValue(Map.of("name", "OBS"))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals(HttpHeaders.CACHE_CONTROL, "no-store")
                .expectBody()
                .jsonPath("$.key")
                .exists();
        tokens.as(anna)
                .get()
                .uri("/api/v1/channels/" + slug + "/stream-keys")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items[0].name")
                .isEqualTo("OBS")
                .jsonPath("$.items[0].hint")
                .exists()
                .jsonPath("$.items[0].key")
                .doesNotExist();
    }

    @Test
    void what_is_done_to_channels_stands_in_the_audit_log() throws Exception {
        Caller anna = people.performer(People.name());
        String slug = People.name();
        create(anna, slug);
        tokens.as(anna)
                .delete()
                .uri("/api/v1/channels/" + slug)
                .exchange()
                .expectStatus()
                .isNoContent();
        eventually(() -> assertThat(audited(slug)).containsExactly("channel-created", "channel-deleted"));
    }

    private List<String> audited(String slug) {
        return now(database.readFresh(db -> db.sql("select action from audit_events where subject = $1 order by at, id")
                .bind(0, slug)
                .map(row -> row.get("action", String.class))
                .all()
                .collectList()));
    }

    @Test
    void a_new_name_of_the_owner_shows_and_a_deleted_owner_takes_the_channel_along() throws Exception {
        String handle = People.name();
        String slug = People.name();
        Map<String, String> credentials = Map.of("handle", handle, "password", PASSWORD);
        client.post()
                .uri("/api/v1/accounts")
                .bodyValue(credentials)
                .exchange()
                .expectStatus()
                .isCreated();
        Map<?, ?> grant = Objects.requireNonNull(client.post()
                .uri("/api/v1/sessions")
                .bodyValue(credentials)
                .exchange()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody());
        WebTestClient owner = client.mutate()
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + grant.get("accessToken"))
                .build();
        owner.post()
                .uri("/api/v1/channels")
                .bodyValue(Map.of("slug", slug, "title", "Mine"))
                .exchange()
                .expectStatus()
                .isCreated();
        Caller caller = new Caller(ownerOf(slug), handle, Set.of(), null);
        String key = now(keys.create(caller, slug, null)).key().text();
        assertThat(known.channelOf(key).blockOptional()).isPresent();
        expectOwner(slug, handle);

        owner.patch()
                .uri("/api/v1/accounts/me")
                .bodyValue(Map.of("displayName", "Dame Edna"))
                .exchange()
                .expectStatus()
                .isOk();
        eventually(() -> expectOwner(slug, "Dame Edna"));

        owner.method(HttpMethod.DELETE)
                .uri("/api/v1/accounts/me")
                .bodyValue(Map.of("password", PASSWORD))
                .exchange()
                .expectStatus()
                .isNoContent();
        eventually(() -> client.get()
                .uri("/api/v1/channels/" + slug)
                .exchange()
                .expectStatus()
                .isNotFound());
        assertThat(known.channelOf(key).blockOptional()).isEmpty();
        eventually(() -> assertThat(orphans(slug)).isZero());
    }

    private Long orphans(String slug) {
        return now(database.readFresh(db -> db.sql("select count(*) from orphaned_channels where slug = $1")
                .bind(0, slug)
                .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
                .one()));
    }

    private AccountId ownerOf(String slug) {
        return now(database.readFresh(client -> client.sql("select owner_id from channels where slug = $1")
                .bind(0, slug)
                .map(row -> new AccountId(Objects.requireNonNull(row.get(0, UUID.class))))
                .one()));
    }

    private void expectOwner(String slug, String displayName) {
        client.get()
                .uri("/api/v1/channels/" + slug)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.owner.displayName")
                .isEqualTo(displayName);
    }

    private String create(Caller owner, String slug) {
        return Objects.requireNonNull(tokens.as(owner)
                .post()
                .uri("/api/v1/channels")
                .bodyValue(Map.of("slug", slug, "title", "Title"))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals(HttpHeaders.LOCATION, "/api/v1/channels/" + slug)
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getETag());
    }
}
