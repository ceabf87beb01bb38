package live.weir.platform.chat.history;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/**
 * What waits to be written. A place is taken before something is acknowledged: when none is left, because Postgres has been
 * away for long, senders are refused, so that an acknowledgement always means that it will be in the history.
 */
@Component
public final class HistoryBuffer {

    static final int MOST = 20_000;

    private final Queue<HistoryStep> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger taken = new AtomicInteger();
    private final Counter refused;

    HistoryBuffer(MeterRegistry meters) {
        meters.gauge("weir.chat.history.waiting", taken);
        this.refused = Counter.builder("weir.chat.history.refused")
                .description("Things said that were refused because too much waits for Postgres")
                .register(meters);
    }

    /** Whether there is a place; it is given back when what it was taken for is put in, or is not to be. */
    public boolean reserve() {
        if (taken.incrementAndGet() > MOST) {
            taken.decrementAndGet();
            refused.increment();
            return false;
        }
        return true;
    }

    public void giveBack() {
        taken.decrementAndGet();
    }

    /** For what has a place, is about what is here already, or is a moderator's. */
    public void force(HistoryStep step) {
        taken.incrementAndGet();
        waiting.add(step);
    }

    /** The oldest, in order. They keep their places until {@link #written}. */
    List<HistoryStep> take(int most) {
        List<HistoryStep> steps = new ArrayList<>();
        for (HistoryStep step; steps.size() < most && (step = waiting.poll()) != null; ) {
            steps.add(step);
        }
        return steps;
    }

    void written(int steps) {
        taken.addAndGet(-steps);
    }
}
