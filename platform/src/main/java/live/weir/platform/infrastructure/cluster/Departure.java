package live.weir.platform.infrastructure.cluster;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How a node takes its leave, before anything of it stops.
 *
 * <pre>
 *  SIGTERM ──▶ unready, and nothing new ──notice──▶ waits for what is under way ──patience, or nothing left──▶ stops
 * </pre>
 *
 * <p>Nothing needs to be called from outside: the signal is enough. It runs on the thread that closes the node, which may
 * wait. Through all of it the node answers on all ports as ever.
 */
@Component
class Departure {

    private static final Logger log = LoggerFactory.getLogger("weir");
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final DrainSettings settings;
    private final NodeRegistry registry;
    private final ObjectProvider<UnderWay> underWay;
    private final ApplicationContext node;

    Departure(
            DrainSettings settings, NodeRegistry registry, ObjectProvider<UnderWay> underWay, ApplicationContext node) {
        this.settings = settings;
        this.registry = registry;
        this.underWay = underWay;
        this.node = node;
    }

    /** Before everybody else who listens to it: the management port is closed by this event too. */
    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void onClosing(ContextClosedEvent event) {
        if (event.getApplicationContext() == node
                && !settings.notice().plus(settings.patience()).isZero()) {
            leave();
        }
    }

    void leave() {
        log.info("This node leaves and takes nothing new{}", settings.patience().isZero() ? "" : waitingFor());
        registry.leave().then(Mono.delay(settings.notice())).block();
        List<UnderWay> all = underWay.orderedStream().toList();
        Flux.interval(Duration.ZERO, LOOK_EVERY)
                .onBackpressureDrop()
                .takeUntilOther(Mono.delay(settings.patience()))
                .takeUntil(look -> all.stream().allMatch(work -> work.count() == 0))
                .blockLast();
        if (!settings.patience().isZero()) {
            log.info("This node stops now; what goes on elsewhere: {}", counts());
        }
    }

    private String waitingFor() {
        return "; for " + settings.patience().toSeconds() + " s at most it waits for " + counts();
    }

    private String counts() {
        return underWay.orderedStream()
                .map(work -> work.count() + " " + work.what())
                .collect(Collectors.joining(", "));
    }
}
