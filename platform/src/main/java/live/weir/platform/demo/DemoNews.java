package live.weir.platform.demo;

import java.util.Map;
import live.weir.bridge.transcode.demo.DemoListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Tells operators how the demo goes: in the log whenever it changes, and in the health, where it makes no node worse. What
 * is said again and again is logged once.
 */
@Component("demoHealthIndicator")
class DemoNews implements DemoListener, ReactiveHealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(DemoNews.class);

    private volatile State state = State.OFF;

    private record State(String name, String details) {
        static final State OFF = new State("off", "");
    }

    @Override
    public void onAir(String details) {
        state = new State("on-air", details);
        log.info("The demo channel is on air: {}", details);
    }

    @Override
    public void offAir(String reason) {
        State before = state;
        state = new State("off-air", reason);
        if (!state.equals(before)) {
            log.warn("The demo channel is off air: {}; trying again", reason);
        }
    }

    @Override
    public void complained(String line) {
        log.debug("The demo performer says: {}", line);
    }

    void starting() {
        state = new State("starting", "");
    }

    /** It never began, and will not before the next start of the node. */
    void gaveUp(@Nullable String reason) {
        state = new State("off-air", String.valueOf(reason));
        log.warn("The demo channel stays off air: {}", reason);
    }

    void stopped() {
        state = State.OFF;
    }

    @Override
    public Mono<Health> health() {
        return Mono.fromSupplier(() -> {
            State now = state;
            return Health.up()
                    .withDetails(Map.of("state", now.name(), "details", now.details()))
                    .build();
        });
    }
}
