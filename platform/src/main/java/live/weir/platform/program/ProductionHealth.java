package live.weir.platform.program;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;

/**
 * Programs in {@code /actuator/health}. They make no node worse: stages go on without them, and whether FFmpeg works at
 * all its guard says.
 */
final class ProductionHealth implements ReactiveHealthIndicator {

    private final Productions productions;

    ProductionHealth(Productions productions) {
        this.productions = productions;
    }

    @Override
    public Mono<Health> health() {
        return Mono.fromSupplier(() -> Health.up()
                .withDetail("onAir", count(Production.State.ON_AIR))
                .withDetail("beginning", count(Production.State.BEGINNING))
                .withDetail("unavailable", count(Production.State.WAITING))
                .build());
    }

    private long count(Production.State state) {
        return productions.all().stream()
                .filter(production -> production.state() == state)
                .count();
    }
}
