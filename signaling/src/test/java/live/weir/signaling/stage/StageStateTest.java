package live.weir.signaling.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StageStateTest {

    private static final Map<StageState, Set<StageState>> ARROWS = Map.of(
            StageState.IDLE, Set.of(StageState.OPENING),
            StageState.OPENING, Set.of(StageState.LIVE, StageState.IDLE),
            StageState.LIVE, Set.of(StageState.GRACE, StageState.ENDED),
            StageState.GRACE, Set.of(StageState.LIVE, StageState.ENDED),
            StageState.ENDED, Set.of(StageState.OPENING));

    @Test
    void a_stage_goes_where_the_diagram_says_and_nowhere_else() {
        for (StageState from : StageState.values()) {
            for (StageState to : StageState.values()) {
                if (ARROWS.getOrDefault(from, Set.of()).contains(to)) {
                    assertThat(from.to(to)).isEqualTo(to);
                } else {
                    assertThatThrownBy(() -> from.to(to))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContainingAll(from.name(), to.name());
                }
            }
        }
    }
}
