package live.weir.platform.channel;

import static live.weir.testing.Now.done;
import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import live.weir.platform.infrastructure.database.Database;
import live.weir.platform.security.Caller;
import live.weir.platform.testing.WeirTest;
import live.weir.platform.web.problem.Problem;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@WeirTest
class StreamKeyTest {

    private final StreamKeyDesk desk;
    private final StreamKeys keys;
    private final StreamKeyUses uses;
    private final ChannelDesk channels;
    private final People people;
    private final Database database;

    @Autowired
    StreamKeyTest(StreamKeyDesk desk, StreamKeys keys, StreamKeyUses uses, ChannelDesk channels, Database database) {
        this.desk = desk;
        this.keys = keys;
        this.uses = uses;
        this.channels = channels;
        this.people = new People(database);
        this.database = database;
    }

    @Test
    void a_key_opens_its_channel_and_is_kept_as_a_hash_only() {
        Caller anna = people.performer(People.name());
        String slug = channelOf(anna);
        StreamKeyDesk.NewKey made = now(desk.create(anna, slug, null));

        assertThat(made.key().text())
                .matches("wk_[A-Za-z0-9_-]{43}")
                .endsWith(made.row().hint());
        assertThat(made.row().name()).isEqualTo("Stream key");
        assertThat(opened(made)).containsExactly(slug);
        String stored = now(database.readFresh(
                client -> client.sql("select k::text as everything from stream_keys k where id = $1")
                        .bind(0, made.row().id())
                        .map(row -> row.get("everything", String.class))
                        .one()));
        assertThat(stored).doesNotContain(made.key().text().substring(3));
        assertThat(made.toString()).doesNotContain(made.key().text());
    }

    @Test
    void what_is_no_key_opens_nothing() {
        for (String guess : List.of(
                "", "wk_", "x", "wk_" + "a".repeat(43), "WK_" + "a".repeat(43), "wk_' or 1=1 --" + "a".repeat(32))) {
            assertThat(keys.channelOf(guess).blockOptional()).isEmpty();
        }
    }

    @Test
    void a_rotated_key_is_dead_at_once_and_the_new_one_works() {
        Caller anna = people.performer(People.name());
        String slug = channelOf(anna);
        StreamKeyDesk.NewKey old = now(desk.create(anna, slug, "Studio"));
        assertThat(opened(old)).hasSize(1);

        StreamKeyDesk.NewKey renewed =
                now(desk.rotate(anna, slug, old.row().id().toString()));

        assertThat(opened(old)).isEmpty();
        assertThat(opened(renewed)).containsExactly(slug);
        assertThat(renewed.row().id()).isEqualTo(old.row().id());
        assertThat(renewed.row().name()).isEqualTo("Studio");
        assertThat(renewed.row().rotatedAt()).isNotNull();
    }

    @Test
    void a_key_that_opened_nothing_a_moment_ago_opens_its_channel_once_it_is_made() {
        Caller anna = people.performer(People.name());
        String slug = channelOf(anna);
        StreamKeyDesk.NewKey first = now(desk.create(anna, slug, null));
        done(desk.revoke(anna, slug, first.row().id().toString()));
        assertThat(opened(first)).isEmpty();
        assertThat(opened(now(desk.create(anna, slug, null)))).containsExactly(slug);
    }

    @Test
    void the_keys_of_a_deleted_channel_are_dead_at_once() {
        Caller anna = people.performer(People.name());
        String slug = channelOf(anna);
        StreamKeyDesk.NewKey made = now(desk.create(anna, slug, null));
        assertThat(opened(made)).hasSize(1);
        done(channels.delete(anna, slug));
        assertThat(opened(made)).isEmpty();
        // Nor does it open the channel of somebody else who takes the name.
        done(channels.create(people.performer(People.name()), new NewChannel(slug, "Title", null, null, null)));
        assertThat(opened(made)).isEmpty();
    }

    @Test
    void of_many_keys_asked_for_at_once_a_channel_gets_ten() {
        Caller anna = people.performer(People.name());
        String slug = channelOf(anna);
        List<String> results = now(Flux.range(0, 30)
                .flatMap(
                        i -> desk.create(anna, slug, "k" + i)
                                .map(made -> "made")
                                .onErrorResume(
                                        Problem.class,
                                        problem -> Mono.just(problem.type().toString())),
                        30)
                .collectList());
        assertThat(results).filteredOn("made"::equals).hasSize(10);
        assertThat(results)
                .filteredOn("urn:weir:problem:too-many-stream-keys"::equals)
                .hasSize(20);
        assertThat(now(desk.list(anna, slug))).hasSize(10);
    }

    @Test
    void a_key_belongs_to_its_channel_alone() {
        Caller anna = people.performer(People.name());
        Caller bert = people.performer(People.name());
        String annas = channelOf(anna);
        String berts = channelOf(bert);
        StreamKeyDesk.NewKey made = now(desk.create(anna, annas, null));
        for (String id : List.of(made.row().id().toString(), UUID.randomUUID().toString(), "x", "' or 1=1 --")) {
            assertThatThrownBy(() -> done(desk.rotate(bert, berts, id))).isInstanceOf(Problem.class);
            assertThatThrownBy(() -> done(desk.revoke(bert, berts, id))).isInstanceOf(Problem.class);
        }
        assertThat(opened(made)).containsExactly(annas);
    }

    @Test
    void names_of_keys_are_text() {
        Caller anna = people.performer(People.name());
        String slug = channelOf(anna);
        assertThat(now(desk.create(anna, slug, "'; drop table stream_keys; --"))
                        .row()
                        .name())
                .isEqualTo("'; drop table stream_keys; --");
        for (String bad : List.of("a\u0000", "a\u202e", "x".repeat(61))) {
            assertThatThrownBy(() -> done(desk.create(anna, slug, bad))).isInstanceOf(Problem.class);
        }
    }

    @Test
    void the_last_use_is_written_down_but_not_on_the_way_in() {
        Caller anna = people.performer(People.name());
        String slug = channelOf(anna);
        StreamKeyDesk.NewKey made = now(desk.create(anna, slug, null));
        assertThat(now(desk.list(anna, slug)).get(0).lastUsedAt()).isNull();
        assertThat(opened(made)).hasSize(1);
        done(uses.writeDown());
        assertThat(now(desk.list(anna, slug)).get(0).lastUsedAt()).isNotNull();
    }

    private List<String> opened(StreamKeyDesk.NewKey key) {
        return keys.channelOf(key.key().text()).map(KeyedChannel::slug).blockOptional().stream()
                .toList();
    }

    private String channelOf(Caller owner) {
        String slug = People.name();
        done(channels.create(owner, new NewChannel(slug, "Title", null, null, null)));
        return slug;
    }
}
