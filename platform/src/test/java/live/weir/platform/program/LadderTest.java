package live.weir.platform.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import live.weir.bridge.transcode.Rung;
import org.junit.jupiter.api.Test;

class LadderTest {

    @Test
    void a_small_machine_makes_fewer_qualities_than_a_large_one() {
        assertThat(heights(null, 2)).containsExactly(720, 360);
        assertThat(heights(List.of(), 4)).containsExactly(720, 480, 240);
        assertThat(heights(null, 32)).containsExactly(1080, 720, 480, 240);
    }

    @Test
    void an_operator_decides_otherwise() {
        assertThat(heights(List.of(480, 480, 240), 2)).containsExactly(480, 240);
    }

    @Test
    void a_height_that_no_rung_has_is_refused_with_those_that_there_are() {
        assertThatThrownBy(() -> heights(List.of(700), 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no rung of 700")
                .hasMessageContaining("720");
    }

    private static List<Integer> heights(@org.jspecify.annotations.Nullable List<Integer> wanted, int processors) {
        return Ladder.of(wanted, processors).stream().map(Rung::height).toList();
    }
}
