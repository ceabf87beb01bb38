package live.weir.platform.channel;

import static live.weir.testing.Now.done;
import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.infrastructure.database.Database;
import live.weir.platform.security.Caller;
import live.weir.platform.security.Role;
import live.weir.platform.testing.WeirTest;
import live.weir.platform.web.Page;
import live.weir.platform.web.PageRequest;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;

@WeirTest
class ChannelListsTest {

    private final ChannelLists lists;
    private final ChannelDesk desk;
    private final ChannelService service;
    private final ModeratorDesk moderators;
    private final Database database;
    private final People people;

    @Autowired
    ChannelListsTest(
            ChannelLists lists, ChannelDesk desk, ChannelService service, ModeratorDesk moderators, Database database) {
        this.lists = lists;
        this.desk = desk;
        this.service = service;
        this.moderators = moderators;
        this.database = database;
        this.people = new People(database);
    }

    @Test
    void pages_have_no_gaps_and_no_repeats_while_channels_are_added() {
        Caller anna = people.performer(People.name());
        insertMany(anna, 250); // in one statement: all of the same moment
        List<String> expected = now(database.readFresh(
                client -> client.sql("select slug from channels where owner_id = $1 order by created_at desc, id desc")
                        .bind(0, anna.id().value())
                        .map(row -> row.get("slug", String.class))
                        .all()
                        .collectList()));

        List<String> seen = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<ChannelView> page = now(lists.ofOwner(anna.id(), new PageRequest(cursor, 17)));
            page.items().forEach(item -> seen.add(item.slug()));
            insertMany(anna, 1);
            cursor = page.nextCursor();
        } while (cursor != null);

        assertThat(expected).hasSize(250);
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void a_cursor_of_another_list_is_refused() {
        Caller anna = people.performer(People.name());
        insertMany(anna, 3);
        String cursor = now(lists.ofOwner(anna.id(), new PageRequest(null, 1))).nextCursor();
        assertThatThrownBy(() -> done(lists.ofModerator(anna.id(), new PageRequest(cursor, 1))))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> done(lists.ofOwner(anna.id(), new PageRequest("' or 1=1 --", 1))))
                .isInstanceOf(Problem.class);
    }

    @Test
    void who_moderates_is_found_and_may_moderate() {
        Caller anna = people.performer(People.name());
        Caller bert = people.performer(People.name());
        Caller carl = people.performer(People.name());
        String slug = People.name();
        done(desk.create(anna, new NewChannel(slug, "Title", null, null, "private")));
        ChannelId channel = now(service.find(slug, anna)).id();
        done(moderators.add(anna, slug, bert.handle()));
        assertThat(now(moderators.add(anna, slug, bert.handle()))).isFalse();

        assertThat(now(moderators.list(anna, slug)))
                .containsExactly(new Person(bert.handle(), bert.handle().toUpperCase(Locale.ROOT)));
        assertThat(now(lists.ofModerator(bert.id(), new PageRequest(null, 10))).items())
                .extracting(ChannelView::slug)
                .containsExactly(slug);
        assertThat(now(service.mayModerate(bert, channel))).isTrue();
        assertThat(now(service.mayModerate(anna, channel))).isTrue();
        assertThat(now(service.mayModerate(carl, channel))).isFalse();
        assertThat(now(service.mayModerate(people.person(People.name(), Role.MODERATOR), channel)))
                .isTrue();
        assertThat(service.find(slug, carl).blockOptional()).isEmpty();
        assertThat(service.find(slug, null).blockOptional()).isEmpty();
        assertThat(service.find(slug, bert).blockOptional()).isPresent();
    }

    @Test
    void of_many_moderators_added_at_once_a_channel_gets_no_more_than_its_limit() {
        Caller anna = people.performer(People.name());
        String slug = People.name();
        done(desk.create(anna, new NewChannel(slug, "Title", null, null, null)));
        List<String> handles = IntStream.range(0, ModeratorDesk.MAX_MODERATORS + 20)
                .mapToObj(i -> people.performer(People.name()).handle())
                .toList();
        Long refused = now(Flux.fromIterable(handles)
                .flatMap(handle -> moderators.add(anna, slug, handle).onErrorReturn(Problem.class, false), 16)
                .filter(added -> !added)
                .count());
        assertThat(refused).isEqualTo(20);
        assertThat(now(moderators.list(anna, slug))).hasSize(ModeratorDesk.MAX_MODERATORS);
    }

    private void insertMany(Caller owner, int count) {
        done(database.write(client -> client.sql("""
                        insert into channels (id, owner_id, slug, title, visibility)
                        select i, $1, 's' || replace(i::text, '-', ''), 'Title', 'public' from unnest($2) as i
                        """)
                .bind(0, owner.id().value())
                .bind(
                        1,
                        IntStream.range(0, count)
                                .mapToObj(i -> ChannelId.next().value())
                                .toArray(UUID[]::new))
                .fetch()
                .rowsUpdated()));
    }
}
