package live.weir.load.rtc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import live.weir.load.reach.Reach;
import org.junit.jupiter.api.Test;

class RehearsalTest {

    private static final long LONGEST = Duration.ofMinutes(2).toNanos();

    @Test
    void viewers_are_connected_with_performers_of_the_same_process() {
        try (RtcEngine engine = new RtcEngine(RtcSettings.within(Reach.LOOPBACK))) {
            Rehearsal rehearsal = new Rehearsal(engine);
            long begin = System.nanoTime();
            rehearsal.go(() -> rehearsal.connected() < 3 && System.nanoTime() - begin < LONGEST);
            assertThat(rehearsal.connected()).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void it_is_over_in_time() {
        assertThat(Rehearsal.of(Duration.ZERO)).isZero();
    }
}
