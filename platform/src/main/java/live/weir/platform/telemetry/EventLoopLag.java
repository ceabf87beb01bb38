package live.weir.platform.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.stereotype.Component;

/**
 * How late the server's event loops are: a task due every 100 ms on each of them measures by how much it is late. The one
 * figure that shows a blocked loop, whatever blocks it.
 */
@Component
class EventLoopLag implements SmartLifecycle {

    /** Fixed bounds: a histogram that computes percentiles itself takes locks, on the very loops it is to watch. */
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1)
    };

    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ReactorResourceFactory resources;
    private final Timer lag;
    private final List<ScheduledFuture<?>> tasks = new ArrayList<>();
    private volatile boolean running;

    EventLoopLag(ReactorResourceFactory resources, MeterRegistry meters) {
        this.resources = resources;
        this.lag = Timer.builder("weir.eventloop.lag")
                .description("By how much tasks on the server's event loops run late")
                .serviceLevelObjectives(BOUNDS)
                .register(meters);
    }

    @Override
    public void start() {
        running = true;
        for (EventExecutor loop : resources.getLoopResources().onServer(true)) {
            AtomicLong due = new AtomicLong(System.nanoTime() + PERIOD_NANOS);
            tasks.add(loop.scheduleAtFixedRate(() -> measure(due), PERIOD_NANOS, PERIOD_NANOS, TimeUnit.NANOSECONDS));
        }
    }

    private void measure(AtomicLong due) {
        long now = System.nanoTime();
        lag.record(Math.max(0, now - due.getAndAdd(PERIOD_NANOS)), TimeUnit.NANOSECONDS);
        if (now - due.get() > PERIOD_NANOS * 10) {
            due.set(now + PERIOD_NANOS); // a loop that stood still for long is late once, not for ever
        }
    }

    @Override
    public void stop() {
        running = false;
        tasks.forEach(task -> task.cancel(false));
        tasks.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
