package live.weir.bridge.engine;

import static live.weir.bridge.engine.SessionState.CLOSED;
import static live.weir.bridge.engine.SessionState.CONNECTED;
import static live.weir.bridge.engine.SessionState.CONNECTING;
import static live.weir.bridge.engine.SessionState.FLOWING;
import static live.weir.bridge.engine.SessionState.OFFERED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionStateTest {

    private static final Map<SessionState, Set<SessionState>> ARROWS = Map.of(
            OFFERED, Set.of(CONNECTING, CLOSED),
            CONNECTING, Set.of(CONNECTED, CLOSED),
            CONNECTED, Set.of(FLOWING, CLOSED),
            FLOWING, Set.of(CLOSED),
            CLOSED, Set.of());

    @ParameterizedTest
    @EnumSource
    void only_the_arrows_of_the_diagram_are_allowed(SessionState from) {
        Set<SessionState> allowed = ARROWS.getOrDefault(from, Set.of());
        for (SessionState next : SessionState.values()) {
            if (allowed.contains(next)) {
                assertThat(from.to(next)).isEqualTo(next);
            } else {
                assertThatThrownBy(() -> from.to(next)).isInstanceOf(IllegalStateException.class);
            }
        }
    }

    @Test
    void an_arrow_that_is_not_there_names_both_states() {
        assertThatThrownBy(() -> FLOWING.to(CONNECTING)).hasMessage("A session cannot go from FLOWING to CONNECTING");
    }
}
