package live.weir.platform.audience;

import static live.weir.testing.Now.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import live.weir.platform.resilience.DependencyUnavailable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class TellingsTest {

    private static final Instant NOON = Instant.parse("2027-01-31T12:00:00Z");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Tellings.Telling> told = new ArrayList<>();
    private Mono<Void> answer = Mono.empty();
    private Instant now = NOON;
    private final Tellings tellings = new Tellings(
            telling -> {
                told.add(telling);
                return answer;
            },
            new MovingClock(),
            meters);

    private final class MovingClock extends Clock {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }

    private static List<AudienceLine> lines(int count) {
        AudienceLine line = new AudienceLine(NOON, UUID.randomUUID(), 1, 0, 0, 0, 0, 0, 0, 0);
        return Collections.nCopies(count, line);
    }

    private double lost() {
        return meters.get("weir.audience.lost").counter().count();
    }

    private void goAway() {
        answer = Mono.error(new DependencyUnavailable("postgres", "is away", Duration.ofSeconds(1), null));
    }

    @Test
    void what_could_not_be_told_is_told_again_unchanged_before_what_came_later() {
        goAway();
        tellings.add(lines(1));
        assertThatThrownBy(() -> done(tellings.tellAll())).isInstanceOf(DependencyUnavailable.class);
        tellings.add(lines(2));
        answer = Mono.empty();
        done(tellings.tellAll());

        assertThat(told).hasSize(3);
        assertThat(told.get(1)).isEqualTo(told.get(0));
        assertThat(told.get(2).lines()).hasSize(2);
        assertThat(tellings.lines()).isZero();
        assertThat(lost()).isZero();
    }

    @Test
    void many_lines_are_told_in_pieces() {
        tellings.add(lines(Tellings.LINES + 1));
        done(tellings.tellAll());
        assertThat(told).extracting(telling -> telling.lines().size()).containsExactly(Tellings.LINES, 1);
    }

    @Test
    void what_postgres_refuses_does_not_hold_up_the_rest() {
        tellings.add(lines(3));
        answer = Mono.error(new IllegalStateException("no partition"));
        done(tellings.tellAll());
        assertThat(lost()).isEqualTo(3);
        assertThat(tellings.lines()).isZero();
    }

    @Test
    void the_oldest_are_lost_where_too_many_wait_or_too_long() {
        goAway();
        tellings.add(lines(1));
        now = NOON.plus(Tellings.PATIENCE).plusSeconds(1);
        tellings.add(lines(5));
        assertThat(lost()).isEqualTo(1);
        tellings.add(lines(Tellings.MOST_LINES));
        assertThat(lost()).isEqualTo(6);
        assertThat(tellings.lines()).isEqualTo(Tellings.MOST_LINES);
    }
}
