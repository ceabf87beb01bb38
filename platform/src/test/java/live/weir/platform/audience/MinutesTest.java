package live.weir.platform.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MinutesTest {

    private static final Instant NOON = Instant.parse("2027-01-31T12:00:00Z");
    private static final OptionalDouble UNSCORED = OptionalDouble.empty();

    private Instant now = NOON;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Minutes minutes = new Minutes(
            new Clock() {
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
            },
            meters);
    private final UUID river = UUID.randomUUID();
    private final UUID kim = UUID.randomUUID();

    @Test
    void a_minute_adds_up_what_was_done_and_keeps_the_most_who_were_there() {
        minutes.present(Gathering.Kind.CHAT, river, 7);
        minutes.present(Gathering.Kind.CHAT, river, 3);
        minutes.present(Gathering.Kind.STAGE, river, 2);
        minutes.present(Gathering.Kind.HLS, river, 40);
        minutes.said(river, kim, OptionalDouble.of(1));
        minutes.said(river, kim, OptionalDouble.of(-0.5));
        minutes.said(river, UUID.randomUUID(), UNSCORED);
        minutes.reacted(river);
        assertThat(minutes.takeOver()).as("the minute runs").isEmpty();

        now = NOON.plusSeconds(60);
        minutes.said(river, kim, UNSCORED);
        assertThat(minutes.takeOver()).containsExactly(new AudienceLine(NOON, river, 2, 40, 7, 3, 2, 1, 2, 0.5));
        assertThat(minutes.takeOver()).isEmpty();
        assertThat(minutes.takeAll())
                .containsExactly(new AudienceLine(NOON.plusSeconds(60), river, 0, 0, 0, 1, 1, 0, 0, 0));
    }

    @Test
    void what_comes_after_a_minute_was_taken_is_a_line_of_its_own() {
        minutes.said(river, kim, UNSCORED);
        assertThat(minutes.takeAll()).hasSize(1);
        minutes.said(river, kim, UNSCORED);
        assertThat(minutes.takeAll())
                .extracting(AudienceLine::at, AudienceLine::messages)
                .containsExactly(tuple(NOON, 1));
    }

    @Test
    void where_nobody_is_there_is_no_line() {
        minutes.present(Gathering.Kind.CHAT, river, 0);
        assertThat(minutes.takeAll()).isEmpty();
    }

    @Test
    void channels_beyond_the_bound_are_not_counted_and_that_is_counted() {
        for (int i = 0; i < Minutes.MOST_LINES; i++) {
            minutes.reacted(new UUID(1, i));
        }
        minutes.reacted(river);
        minutes.reacted(new UUID(1, 0));
        assertThat(meters.get("weir.audience.uncounted").counter().count()).isEqualTo(1);
        assertThat(minutes.takeAll()).hasSize(Minutes.MOST_LINES);
    }

    @Test
    void nothing_is_lost_where_threads_count_while_others_take() {
        int said = IntStream.range(0, 8)
                .parallel()
                .map(thread -> {
                    int taken = 0;
                    for (int i = 0; i < 5_000; i++) {
                        minutes.said(river, new UUID(thread, i), UNSCORED);
                        taken += i % 100 == 0 ? messages() : 0;
                    }
                    return taken;
                })
                .sum();
        assertThat(said + messages()).isEqualTo(40_000);
    }

    private int messages() {
        return minutes.takeAll().stream().mapToInt(AudienceLine::messages).sum();
    }
}
