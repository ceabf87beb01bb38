package live.weir.signaling.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import live.weir.signaling.stage.QualityLook.Score;
import org.junit.jupiter.api.Test;

class ScoreTest {

    private static final Duration NEAR = Duration.ofMillis(40);
    private static final Duration FAR = Duration.ofMillis(500);

    @Test
    void a_picture_loses_a_point_for_each_thing_that_is_noticed() {
        assertThat(Score.of(0, NEAR, false, 720, 2_000_000)).isEqualTo(5);
        assertThat(Score.of(1.5, NEAR, false, 720, 2_000_000)).isEqualTo(4);
        assertThat(Score.of(5, NEAR, false, 720, 2_000_000)).isEqualTo(3);
        assertThat(Score.of(0, FAR, false, 720, 2_000_000)).isEqualTo(4);
        assertThat(Score.of(0, NEAR, false, 720, 100_000)).isEqualTo(4);
        assertThat(Score.of(5, FAR, false, 720, 100_000)).isEqualTo(1);
    }

    @Test
    void what_does_not_arrive_cannot_be_used() {
        assertThat(Score.of(0, NEAR, true, 720, 0)).isEqualTo(1);
        assertThat(Score.of(12, NEAR, false, 720, 2_000_000)).isEqualTo(1);
    }

    @Test
    void a_voice_alone_is_not_judged_by_its_pixels() {
        assertThat(Score.of(0, null, false, 0, 32_000)).isEqualTo(5);
    }
}
