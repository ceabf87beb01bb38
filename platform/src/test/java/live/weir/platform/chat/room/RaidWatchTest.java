package live.weir.platform.chat.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Waves, and what only looks like one; in virtual time. */
class RaidWatchTest {

    private static final ChatSettings.Raid BOUNDS =
            new ChatSettings.Raid(5, Duration.ofSeconds(30), Duration.ofMinutes(10));

    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private int alarms;
    private long made;

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    private RaidWatch watch = new RaidWatch(BOUNDS, clock, () -> alarms++);

    /** An account of this age. */
    private UUID account(Duration age) {
        long time = now.minus(age).toEpochMilli();
        return new UUID(time << 16 | 0x7000, 0x8000_0000_0000_0000L | ++made);
    }

    private void speak(int people, Duration age, Duration between) {
        for (int i = 0; i < people; i++) {
            watch.spoke(account(age));
            now = now.plus(between);
        }
    }

    @Test
    void many_new_accounts_at_once_raise_the_alarm_and_go_on_raising_it() {
        speak(4, Duration.ofMinutes(1), Duration.ofSeconds(1));
        assertThat(alarms).isZero();
        speak(1, Duration.ofMinutes(1), Duration.ofSeconds(1));
        assertThat(alarms).isEqualTo(1);
        speak(10, Duration.ofMinutes(1), Duration.ofSeconds(1));
        assertThat(alarms).isEqualTo(3);
    }

    @Test
    void as_many_over_a_longer_time_do_not() {
        speak(50, Duration.ofHours(3), Duration.ofSeconds(8));
        assertThat(alarms).isZero();
    }

    @Test
    void old_accounts_and_the_same_few_new_ones_do_not_however_much_they_say() {
        speak(50, Duration.ofDays(2), Duration.ZERO);
        List<UUID> few = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            few.add(account(Duration.ofMinutes(5)));
        }
        for (int i = 0; i < 100; i++) {
            few.forEach(watch::spoke);
            now = now.plusSeconds(1);
        }
        assertThat(alarms).isZero();
        speak(4, Duration.ofMinutes(1), Duration.ZERO);
        assertThat(alarms).as("regulars by now").isZero();
    }

    @Test
    void a_moderator_who_takes_the_shield_away_is_believed_for_half_an_hour() {
        speak(5, Duration.ofMinutes(1), Duration.ZERO);
        watch.calm();
        speak(20, Duration.ofMinutes(1), Duration.ZERO);
        assertThat(alarms).isEqualTo(1);
        now = now.plus(RaidWatch.TRUST).plusSeconds(1);
        speak(5, Duration.ofMinutes(1), Duration.ZERO);
        assertThat(alarms).isEqualTo(2);
    }

    @Test
    void an_operator_turns_it_off() {
        watch = new RaidWatch(
                new ChatSettings.Raid(0, Duration.ofSeconds(30), Duration.ofMinutes(10)), clock, () -> alarms++);
        speak(500, Duration.ofMinutes(1), Duration.ZERO);
        assertThat(alarms).isZero();
    }
}
