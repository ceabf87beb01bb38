package live.weir.platform.chat.room;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** What chat counts. */
@Component
final class ChatMeters {

    private static final String REASON = "reason";

    private final MeterRegistry meters;
    private final AtomicInteger sockets = new AtomicInteger();
    private final AtomicInteger rooms = new AtomicInteger();
    private final AtomicInteger alone = new AtomicInteger();
    private final Counter said;
    private final Counter deliveries;
    private final Counter skipped;
    private final Counter passingSkipped;

    ChatMeters(MeterRegistry meters) {
        this.meters = meters;
        meters.gauge("weir.chat.sockets", sockets);
        meters.gauge("weir.chat.rooms", rooms);
        meters.gauge("weir.chat.rooms.alone", alone);
        this.said = meters.counter("weir.chat.said");
        this.deliveries = meters.counter("weir.chat.deliveries");
        this.skipped = Counter.builder("weir.chat.skipped")
                .description("Deliveries left out because a socket read too slowly; it was told of a gap")
                .register(meters);
        this.passingSkipped = Counter.builder("weir.chat.passing.skipped")
                .description("Counts and reactions left out because a socket read too slowly")
                .register(meters);
    }

    void socketOpened() {
        sockets.incrementAndGet();
    }

    void socketClosed() {
        sockets.decrementAndGet();
    }

    void roomOpened() {
        rooms.incrementAndGet();
    }

    void roomClosed() {
        rooms.decrementAndGet();
    }

    void alone(boolean now) {
        alone.addAndGet(now ? 1 : -1);
    }

    void said() {
        said.increment();
    }

    void delivered(long events) {
        deliveries.increment((double) events);
    }

    void skipped(long events) {
        skipped.increment((double) events);
    }

    void passingSkipped() {
        passingSkipped.increment();
    }

    /** Rare. */
    void refused(String problem) {
        meters.counter("weir.chat.refused", REASON, problem).increment();
    }

    void closed(String why) {
        meters.counter("weir.chat.closed", REASON, why).increment();
    }
}
