package live.weir.platform.resilience;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/** Guards for tests that make their own way to a dependency. */
public final class GuardsFixture {

    private GuardsFixture() {}

    public static Guards guards(MeterRegistry meters) {
        return new Guards(meters, Clock.systemUTC());
    }
}
