package live.weir.platform.stage;

import live.weir.bridge.engine.EngineLoad;
import live.weir.bridge.engine.MediaEngine;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import reactor.core.publisher.Mono;

/** The engine in {@code /actuator/health}. A full engine makes the node DEGRADED: who watches goes on watching. */
final class EngineHealth implements ReactiveHealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED", "The engine takes no newcomers");

    private final MediaEngine engine;
    private final StageSettings settings;

    EngineHealth(MediaEngine engine, StageSettings settings) {
        this.engine = engine;
        this.settings = settings;
    }

    @Override
    public Mono<Health> health() {
        return Mono.fromSupplier(() -> {
            EngineLoad load = engine.load();
            return Health.status(load.busy() >= settings.busy() ? DEGRADED : Status.UP)
                    .withDetail("stages", load.stages())
                    .withDetail("publications", load.publications())
                    .withDetail("viewers", load.viewers())
                    .withDetail("busy", Math.round(load.busy() * 100) / 100.0)
                    .build();
        });
    }
}
