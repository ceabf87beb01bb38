package live.weir.signaling.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** All rules, in an order in which a channel can be examined: idle, with performers who come and go, on air. */
final class Suite {

    private Suite() {}

    static List<Check> of(Rig rig) {
        WhepChecks whep = new WhepChecks(rig);
        List<Check> checks = new ArrayList<>();
        checks.add(whep.beforehand());
        checks.addAll(new WhipChecks(rig).all());
        checks.addAll(whep.all());
        checks.add(new Check(
                "both",
                "no answer was a 301 or a 302",
                "§4.5",
                () -> assertThat(rig.caller().statuses()).isNotEmpty().doesNotContain(301, 302)));
        return checks;
    }
}
