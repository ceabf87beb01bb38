package live.weir.platform.live;

import static live.weir.testing.Now.done;
import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import live.weir.platform.channel.People;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.identity.TimeOrderedId;
import live.weir.platform.infrastructure.database.Database;
import live.weir.platform.security.Caller;
import live.weir.platform.testing.WeirTest;
import live.weir.platform.web.Page;
import live.weir.platform.web.PageRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;

@WeirTest
class LiveListTest {

    private final LiveList list;
    private final LiveBroadcasts broadcasts;
    private final Database database;
    private final WebTestClient client;
    private final Caller owner;

    @Autowired
    LiveListTest(LiveList list, LiveBroadcasts broadcasts, Database database, WebTestClient client) {
        this.list = list;
        this.broadcasts = broadcasts;
        this.database = database;
        this.client = client;
        this.owner = new People(database).performer(People.name());
    }

    @BeforeEach
    void nobodyIsOnAir() {
        done(database.write(db -> db.sql("update broadcasts set ended_at = now() where ended_at is null")
                .then()));
    }

    @Test
    void pages_have_no_gaps_and_no_repeats_while_broadcasts_begin_and_others_are_hidden() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            String shown = onAir("public");
            expected.add(0, shown);
            if (i % 3 == 0) {
                onAir("private");
                onAir("unlisted");
            }
        }
        List<String> seen = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<LiveBroadcast> page = now(list.page(new PageRequest(cursor, 13)));
            page.items().forEach(item -> seen.add(item.slug()));
            onAir("public");
            cursor = page.nextCursor();
        } while (cursor != null);

        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void many_hidden_broadcasts_make_short_pages_and_no_endless_work() {
        String shown = onAir("public");
        for (int i = 0; i < 450; i++) {
            onAir("private");
        }
        Page<LiveBroadcast> first = now(list.page(new PageRequest(null, 5)));
        assertThat(first.items()).isEmpty();
        Page<LiveBroadcast> second = now(list.page(new PageRequest(first.nextCursor(), 5)));
        assertThat(second.items()).extracting(LiveBroadcast::slug).containsExactly(shown);
        assertThat(second.nextCursor()).isNull();
    }

    @Test
    void the_list_is_served_with_a_tag_and_refuses_cursors_that_it_did_not_give() {
        onAir("public");
        String uri = "/api/v1/live?limit=" + (1 + (int) (System.nanoTime() % 90));
        String tag = Objects.requireNonNull(client.get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.CACHE_CONTROL, "no-cache")
                .expectBody()
                .jsonPath("$.items[0].owner.handle")
                .isEqualTo(owner.handle())
                .jsonPath("$.items[0].viewers")
                .isEqualTo(0)
                .returnResult()
                .getResponseHeaders()
                .getETag());
        client.get()
                .uri(uri)
                .header(HttpHeaders.IF_NONE_MATCH, tag)
                .exchange()
                .expectStatus()
                .isNotModified();
        client.get()
                .uri("/api/v1/live?cursor=nonsense")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:weir:problem:invalid-cursor");
        client.get().uri("/api/v1/live?limit=0").exchange().expectStatus().isBadRequest();
    }

    @Test
    void a_channel_shows_that_it_is_on_air() {
        ChannelId channel = ChannelId.next();
        String slug = channel("public", channel);
        expectLive(slug, false);
        begin(channel);
        done(broadcasts.changed(channel));
        expectLive(slug, true);
        assertThat(now(broadcasts.isOnAir(channel))).isTrue();
        nobodyIsOnAir();
        done(broadcasts.changed(channel));
        expectLive(slug, false);
        assertThat(now(broadcasts.isOnAir(channel))).isFalse();
    }

    private void expectLive(String slug, boolean live) {
        client.get()
                .uri("/api/v1/channels/" + slug)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.live")
                .isEqualTo(live);
    }

    private String onAir(String visibility) {
        ChannelId channel = ChannelId.next();
        String slug = channel(visibility, channel);
        begin(channel);
        return slug;
    }

    private String channel(String visibility, ChannelId id) {
        String slug = People.name();
        done(database.write(db -> db.sql("""
                        insert into channels (id, owner_id, slug, title, visibility) values ($1, $2, $3, 'Title', $4)
                        """)
                .bind(0, id.value())
                .bind(1, owner.id().value())
                .bind(2, slug)
                .bind(3, visibility)
                .then()));
        return slug;
    }

    private void begin(ChannelId channel) {
        UUID id = TimeOrderedId.next();
        done(database.write(db -> db.sql("insert into broadcasts (id, channel_id) values ($1, $2)")
                .bind(0, id)
                .bind(1, channel.value())
                .then()));
    }
}
