package live.weir.platform.resilience;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The guards in {@code /actuator/health}. An open guard makes a node DEGRADED, not DOWN: it does its work in the form
 * that the design's table of guards promises, and taking it out of service would help nobody.
 */
@Component("guardsHealthIndicator")
class GuardsHealth implements ReactiveHealthIndicator {

    static final Status DEGRADED = new Status("DEGRADED", "A dependency is away; the node goes on without it");

    private final Guards guards;

    GuardsHealth(Guards guards) {
        this.guards = guards;
    }

    @Override
    public Mono<Health> health() {
        return Mono.fromSupplier(() -> {
            Map<String, String> states = new LinkedHashMap<>();
            guards.statuses().forEach(guard -> states.put(guard.name(), guard.state()));
            return Health.status(guards.allClosed() ? Status.UP : DEGRADED)
                    .withDetails(states)
                    .build();
        });
    }
}
