package live.weir.platform.stage;

import java.util.stream.Collectors;
import live.weir.bridge.engine.EngineLoad;
import live.weir.bridge.engine.MediaEngine;
import live.weir.bridge.engine.MediaServer;
import live.weir.bridge.engine.ServedMediaEngine;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import reactor.core.publisher.Mono;

/** The engine in {@code /actuator/health}. A full engine makes the node DEGRADED: who watches goes on watching. */
final class EngineHealth implements ReactiveHealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED", "The engine takes no newcomers");

    private final MediaEngine engine;
    private final @Nullable ServedMediaEngine served;
    private final StageSettings settings;

    /** @param served null where the engine has no servers of its own */
    EngineHealth(MediaEngine engine, @Nullable ServedMediaEngine served, StageSettings settings) {
        this.engine = engine;
        this.served = served;
        this.settings = settings;
    }

    @Override
    public Mono<Health> health() {
        return Mono.fromSupplier(() -> {
            EngineLoad load = engine.load();
            Health.Builder health = Health.status(load.busy() >= settings.busy() ? DEGRADED : Status.UP)
                    .withDetail("stages", load.stages())
                    .withDetail("publications", load.publications())
                    .withDetail("viewers", load.viewers())
                    .withDetail("busy", Math.round(load.busy() * 100) / 100.0);
            ServedMediaEngine pool = served;
            if (pool != null) {
                health.withDetail(
                        "servers",
                        pool.servers().stream()
                                .collect(Collectors.toMap(
                                        MediaServer::name,
                                        server -> server.state().name())));
            }
            return health.build();
        });
    }
}
