package live.weir.platform.live;

import static live.weir.testing.Now.done;
import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import live.weir.platform.channel.People;
import live.weir.platform.channel.Tokens;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.identity.TimeOrderedId;
import live.weir.platform.infrastructure.database.Database;
import live.weir.platform.resilience.DependencyUnavailable;
import live.weir.platform.security.AccessTokens;
import live.weir.platform.security.Caller;
import live.weir.platform.testing.WeirTest;
import live.weir.signaling.stage.BroadcastBook;
import live.weir.signaling.stage.BroadcastBook.Broadcast;
import live.weir.signaling.stage.BroadcastBook.Cause;
import live.weir.signaling.stage.BroadcastBook.Performer;
import live.weir.signaling.stage.ChannelCard;
import live.weir.signaling.stage.Lease;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@WeirTest
class BroadcastBookTest {

    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private final BroadcastBook book;
    private final BroadcastWriter writer;
    private final LiveBroadcasts live;
    private final Database database;
    private final WebTestClient client;
    private final Tokens tokens;
    private final Caller owner;

    @Autowired
    BroadcastBookTest(
            BroadcastBook book,
            BroadcastWriter writer,
            LiveBroadcasts live,
            Database database,
            WebTestClient client,
            AccessTokens issuer) {
        this.book = book;
        this.writer = writer;
        this.live = live;
        this.database = database;
        this.client = client;
        this.tokens = new Tokens(client, issuer);
        this.owner = new People(database).performer(People.name());
    }

    @Test
    void a_broadcast_is_shown_while_it_is_on_air_and_afterwards() {
        ChannelCard channel = channel("public");
        Broadcast broadcast = broadcast(channel, 7, START);
        done(book.began(broadcast));
        done(book.began(broadcast)); // said again, because the first answer was lost
        show(channel)
                .jsonPath("$.live")
                .isEqualTo(true)
                .jsonPath("$.startedAt")
                .isEqualTo("2026-11-21T10:00:00Z")
                .jsonPath("$.viewers")
                .isEqualTo(0)
                .jsonPath("$.lastBroadcast")
                .doesNotExist();

        List<Performer> performers =
                List.of(new Performer("Ada", "host", START), new Performer("Grace", "guest", START.plusSeconds(60)));
        done(book.tell(broadcast, 40, 42, 100, performers));
        done(book.tell(broadcast, 3, 42, 120, performers));
        done(book.ended(broadcast, START.plus(90, ChronoUnit.MINUTES), Cause.HOST));
        done(book.ended(broadcast, START.plus(91, ChronoUnit.MINUTES), Cause.GRACE_OVER));
        show(channel)
                .jsonPath("$.live")
                .isEqualTo(false)
                .jsonPath("$.startedAt")
                .doesNotExist()
                .jsonPath("$.lastBroadcast.endedAt")
                .isEqualTo("2026-11-21T11:30:00Z");
        past(null, channel)
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.items[0].durationSeconds")
                .isEqualTo(5400)
                .jsonPath("$.items[0].peakViewers")
                .isEqualTo(42)
                .jsonPath("$.items[0].totalViewers")
                .isEqualTo(120)
                .jsonPath("$.items[0].performers[0].name")
                .isEqualTo("Ada")
                .jsonPath("$.items[0].performers[1].role")
                .isEqualTo("guest")
                .jsonPath("$.items[0].cause")
                .doesNotExist();
        past(owner, channel).jsonPath("$.items[0].cause").isEqualTo("host");
    }

    @Test
    void what_an_earlier_owner_still_says_changes_nothing() {
        ChannelCard channel = channel("public");
        Broadcast first = broadcast(channel, 10, START);
        done(book.began(first));
        Broadcast taken = new Broadcast(first.id(), channel, new Lease(channel.id(), 20), START);
        done(book.began(taken)); // the next owner of the same broadcast
        done(book.tell(first, 99, 99, 99, List.of(new Performer("Ghost", "host", START))));
        done(book.ended(first, START.plusSeconds(60), Cause.HOST));
        done(book.began(broadcast(channel, 19, START.plusSeconds(5))));
        assertThat(onAir(channel)).containsExactly(first.id());
        done(book.tell(taken, 1, 1, 1, List.of()));
        done(book.ended(taken, START.plusSeconds(120), Cause.GRACE_OVER));
        past(owner, channel)
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.items[0].peakViewers")
                .isEqualTo(1)
                .jsonPath("$.items[0].performers.length()")
                .isEqualTo(0)
                .jsonPath("$.items[0].cause")
                .isEqualTo("grace-over");
        done(book.began(broadcast(channel, 15, START.plusSeconds(200))));
        assertThat(onAir(channel)).isEmpty();
    }

    @Test
    void a_new_broadcast_ends_the_one_whose_node_was_lost() {
        ChannelCard channel = channel("public");
        done(book.began(broadcast(channel, 1, START)));
        Broadcast next = broadcast(channel, 2, START.plusSeconds(600));
        done(book.began(next));
        assertThat(onAir(channel)).containsExactly(next.id());
        past(owner, channel).jsonPath("$.items[0].cause").isEqualTo("node-lost");
    }

    @Test
    void of_many_that_begin_at_once_one_is_on_air() {
        ChannelCard channel = channel("public");
        done(Flux.range(1, 20)
                .flatMap(epoch -> book.began(broadcast(channel, epoch, START)), 20)
                .then());
        assertThat(onAir(channel)).hasSize(1);
    }

    @Test
    void a_channel_that_is_gone_has_no_broadcasts() {
        ChannelCard gone = new ChannelCard(ChannelId.next().toString(), "gone", "Gone");
        Broadcast broadcast = broadcast(gone, 1, START);
        done(book.began(broadcast));
        done(book.tell(broadcast, 1, 1, 1, List.of()));
        done(book.ended(broadcast, START, Cause.CHANNEL_GONE));
    }

    @Test
    void a_broadcast_whose_stage_nobody_holds_for_a_minute_is_ended_and_goes_on_if_its_owner_turns_up_after_all() {
        ChannelCard held = channel("public");
        ChannelCard lost = channel("public");
        done(book.began(broadcast(held, 1, START)));
        Broadcast broadcast = broadcast(lost, 1, START);
        done(book.began(broadcast));
        Minutes clock = new Minutes();
        FakeStages stages = new FakeStages(Set.of(id(held)));
        LostBroadcasts search = new LostBroadcasts(writer, stages, live, clock);
        done(search.look());
        stages.away = true;
        clock.pass(5);
        done(search.look()); // nobody can tell, so nothing ends, and time begins anew
        stages.away = false;
        done(search.look());
        assertThat(onAir(lost)).hasSize(1);
        clock.pass(2);
        done(search.look());
        done(search.look());
        assertThat(onAir(lost)).isEmpty();
        assertThat(onAir(held)).hasSize(1);
        show(lost).jsonPath("$.live").isEqualTo(false);
        done(book.began(broadcast));
        assertThat(onAir(lost)).containsExactly(broadcast.id());
    }

    @Test
    void past_broadcasts_come_in_pages_and_those_of_private_channels_only_to_who_may_see_them() {
        ChannelCard channel = channel("private");
        for (int i = 0; i < 5; i++) {
            Broadcast broadcast = broadcast(channel, i, START.plusSeconds(i));
            done(book.began(broadcast));
            done(book.ended(broadcast, START.plusSeconds(i + 1L), Cause.HOST));
        }
        client.get().uri(uri(channel)).exchange().expectStatus().isNotFound();
        Map<?, ?> first = page(uri(channel) + "?limit=3");
        assertThat((List<?>) first.get("items")).hasSize(3);
        Map<?, ?> rest = page(uri(channel) + "?limit=3&cursor=" + first.get("nextCursor"));
        assertThat((List<?>) rest.get("items")).hasSize(2);
        assertThat(rest.get("nextCursor")).isNull();
    }

    @Test
    void an_owner_announces_the_next_show_and_takes_it_back() {
        ChannelCard channel = channel("public");
        String at = Instant.now()
                .plus(7, ChronoUnit.DAYS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        announce(channel, at)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.nextBroadcastAt")
                .isEqualTo(at);
        show(channel).jsonPath("$.nextBroadcastAt").isEqualTo(at);
        announce(channel, null).expectStatus().isOk();
        show(channel).jsonPath("$.nextBroadcastAt").doesNotExist();
        announce(channel, "2001-01-01T00:00:00Z").expectStatus().isOk();
        show(channel).jsonPath("$.nextBroadcastAt").doesNotExist();
        announce(channel, "tomorrow").expectStatus().isBadRequest();
        announce(channel, "+999999999-01-01T00:00:00Z").expectStatus().isBadRequest();
    }

    private WebTestClient.ResponseSpec announce(ChannelCard channel, @Nullable String at) {
        Map<String, @Nullable Object> patch = new HashMap<>();
        patch.put("nextBroadcastAt", at);
        return tokens.as(owner)
                .patch()
                .uri("/api/v1/channels/" + channel.slug())
                .bodyValue(patch)
                .exchange();
    }

    private Map<?, ?> page(String uri) {
        return Objects.requireNonNull(tokens.as(owner)
                .get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody());
    }

    private WebTestClient.BodyContentSpec show(ChannelCard channel) {
        return client.get()
                .uri("/api/v1/channels/" + channel.slug())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody();
    }

    private WebTestClient.BodyContentSpec past(@Nullable Caller caller, ChannelCard channel) {
        return tokens.as(caller)
                .get()
                .uri(uri(channel))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody();
    }

    private static String uri(ChannelCard channel) {
        return "/api/v1/channels/" + channel.slug() + "/broadcasts";
    }

    private List<UUID> onAir(ChannelCard channel) {
        return now(writer.onAir()).stream()
                .filter(row -> row.channel().equals(id(channel)))
                .map(BroadcastWriter.OnAirRow::id)
                .toList();
    }

    private static ChannelId id(ChannelCard channel) {
        return new ChannelId(UUID.fromString(channel.id()));
    }

    private static Broadcast broadcast(ChannelCard channel, long epoch, Instant startedAt) {
        return new Broadcast(TimeOrderedId.next(), channel, new Lease(channel.id(), epoch), startedAt);
    }

    private ChannelCard channel(String visibility) {
        ChannelId id = ChannelId.next();
        String slug = People.name();
        done(database.write(db -> db.sql("""
                        insert into channels (id, owner_id, slug, title, visibility) values ($1, $2, $3, 'Title', $4)
                        """)
                .bind(0, id.value())
                .bind(1, owner.id().value())
                .bind(2, slug)
                .bind(3, visibility)
                .then()));
        return new ChannelCard(id.toString(), slug, "Title");
    }

    private static final class FakeStages implements StagesHeld {

        private final Set<ChannelId> held;
        private boolean away;

        FakeStages(Set<ChannelId> held) {
            this.held = held;
        }

        @Override
        public Mono<Set<ChannelId>> among(Collection<ChannelId> channels) {
            return away
                    ? Mono.error(new DependencyUnavailable("redis", "is away", Duration.ofSeconds(1), null))
                    : Mono.just(held);
        }
    }

    private static final class Minutes extends Clock {

        private Instant now = Instant.parse("2026-11-21T12:00:00Z");

        void pass(int minutes) {
            now = now.plus(minutes, ChronoUnit.MINUTES);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
