package live.weir.load.rtc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RehearsalTest {

    @Test
    void viewers_are_connected_with_performers_of_the_same_process() {
        assertThat(Rehearsal.of(Duration.ofSeconds(6))).isPositive();
    }
}
