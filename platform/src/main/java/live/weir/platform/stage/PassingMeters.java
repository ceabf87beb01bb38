package live.weir.platform.stage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** What goes from node to node, for operators. */
final class PassingMeters {

    private final AtomicInteger sockets = new AtomicInteger();
    private final Counter passed;
    private final Counter failed;

    PassingMeters(MeterRegistry meters) {
        this.passed = counter(meters, "passed");
        this.failed = counter(meters, "failed");
        Gauge.builder("weir.passing.sockets", sockets, AtomicInteger::get)
                .description("Sockets that are passed to the nodes that own their stages")
                .register(meters);
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder("weir.passing.requests")
                .description("Requests, and the opening of sockets, that were to be passed to another node")
                .tag("outcome", outcome)
                .register(meters);
    }

    void requestPassed() {
        passed.increment();
    }

    void requestFailed() {
        failed.increment();
    }

    void socketOpened() {
        passed.increment();
        sockets.incrementAndGet();
    }

    void socketClosed() {
        sockets.decrementAndGet();
    }
}
