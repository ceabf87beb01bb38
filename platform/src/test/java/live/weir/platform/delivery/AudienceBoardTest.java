package live.weir.platform.delivery;

import static live.weir.testing.Now.done;
import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.infrastructure.redis.Redis;
import live.weir.platform.testing.WeirTest;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Mono;

/** What nodes count together, by a real Redis and by a clock of the test's own. */
@WeirTest
class AudienceBoardTest {

    private static final Duration ROUND = Duration.ofSeconds(5);

    private final Redis redis;
    private final Rounds clock = new Rounds();
    private final ChannelId river = ChannelId.next();
    private final SplittableRandom marks = new SplittableRandom(11);
    private final Node one;
    private final Node two;

    @Autowired
    AudienceBoardTest(Redis redis) {
        this.redis = redis;
        this.one = new Node();
        this.two = new Node();
    }

    private final class Node implements AudienceBoard.Neighbourhood {

        private final Attendance attendance = new Attendance();
        private final AudienceBoard board = new AudienceBoard(attendance, this, redis, clock, ROUND);
        private Set<ChannelId> programs = Set.of();
        private boolean others;

        @Override
        public Set<ChannelId> programs() {
            return programs;
        }

        @Override
        public Mono<Boolean> agreeOnMarks() {
            return Mono.fromSupplier(() -> others);
        }

        long tells() {
            return now(board.among(List.of(river))).getOrDefault(river, 0L);
        }

        void watch(long... viewers) {
            for (long viewer : viewers) {
                attendance.note(river, viewer);
            }
        }
    }

    private void round() {
        done(one.board.round());
        done(two.board.round());
    }

    @Test
    void who_watches_from_two_nodes_is_one_and_every_node_tells_of_all() {
        assertThat(one.tells()).isZero();
        one.watch(101, 102);
        two.watch(102, 103, 104);
        round();
        clock.pass();
        one.watch(101, 102);
        two.watch(103, 104);
        round();

        assertThat(one.tells()).isEqualTo(4);
        assertThat(two.tells()).isEqualTo(4);
        assertThat(new Node().tells()).as("a node that nobody watches from").isEqualTo(4);
        assertThat(one.board.here()).isEqualTo(2);
        assertThat(two.board.here()).isEqualTo(3);
    }

    @Test
    void who_goes_is_counted_for_three_rounds_more() {
        one.watch(1, 2, 3);
        two.watch(4);
        round();
        for (int more = 0; more < 2; more++) {
            clock.pass();
            one.watch(1);
            round();
            assertThat(two.tells()).isEqualTo(4);
        }
        clock.pass();
        one.watch(1);
        round();
        assertThat(one.tells()).isEqualTo(1);
        assertThat(two.tells()).isEqualTo(1);
        for (int empty = 0; empty < 4; empty++) {
            clock.pass();
            round();
        }
        assertThat(one.tells()).isZero();
        assertThat(one.board.present()).isEmpty();
    }

    @Test
    void the_node_that_makes_the_program_knows_of_viewers_elsewhere_at_once() {
        one.programs = Set.of(river);
        two.watch(7, 8);
        done(two.board.round());
        done(one.board.round());
        assertThat(one.board.present()).isEqualTo(Map.of(river, 2L));
        assertThat(one.board.here()).isZero();
    }

    @Test
    void a_large_crowd_is_counted_with_an_error_of_a_few_percent_at_the_most() {
        long[] crowd = marks.longs(30_000).map(mark -> mark | 1).toArray();
        for (int viewer = 0; viewer < crowd.length; viewer++) {
            // A third of them come to both.
            if (viewer % 3 != 0) {
                one.watch(crowd[viewer]);
            }
            if (viewer % 3 != 1) {
                two.watch(crowd[viewer]);
            }
        }
        round();
        clock.pass();
        round();
        assertThat(one.board.here()).isEqualTo(20_000);
        // Four standard errors.
        assertThat(one.tells()).isCloseTo(30_000, Percentage.withPercentage(3.3));
        assertThat(two.tells()).isCloseTo(one.tells(), Percentage.withPercentage(0.1));
    }

    @Test
    void whoever_has_another_mark_all_of_a_sudden_is_not_counted_twice() {
        one.watch(1, 2);
        round();
        one.others = true;
        clock.pass();
        done(one.board.round());
        assertThat(one.board.here()).isZero();
    }

    @Test
    void nothing_of_it_stays_in_redis() {
        one.watch(1);
        round();
        long number = clock.millis() / ROUND.toMillis();
        for (String key : List.of("weir:hls:{" + river + "}:viewers:" + number, "weir:hls:viewers:" + number)) {
            Duration left = now(redis.call(commands -> commands.getExpire(key)));
            assertThat(left).as(key).isPositive().isLessThanOrEqualTo(ROUND.multipliedBy(4));
        }
    }

    private static final class Rounds extends Clock {

        private Instant now = Instant.parse("2027-01-31T20:00:02Z");

        void pass() {
            now = now.plus(ROUND);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
