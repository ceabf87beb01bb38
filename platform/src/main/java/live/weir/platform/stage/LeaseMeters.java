package live.weir.platform.stage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;

/** What becomes of leases, for operators. */
final class LeaseMeters {

    private final MeterRegistry meters;
    private final Counter taken;
    private final Counter lost;

    LeaseMeters(MeterRegistry meters) {
        this.meters = meters;
        this.taken = Counter.builder("weir.leases.taken")
                .description("Stages that this node took")
                .register(meters);
        this.lost = Counter.builder("weir.leases.lost")
                .description("Stages that another node took from this one")
                .register(meters);
    }

    void countHeld(Map<String, ?> held) {
        Gauge.builder("weir.leases.held", held, Map::size)
                .description("Stages that are this node's")
                .register(meters);
    }

    void taken() {
        taken.increment();
    }

    void lost() {
        lost.increment();
    }
}
