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

    /**
     * A transaction costs several times what a line in it does. So what is said in quiet rooms waits for others to share one,
     * for three of the writing's rounds at most.
     */
    private static final int ENOUGH = 100;

    private static final int ROUNDS = 3;

    private final Queue<HistoryStep> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger taken = new AtomicInteger();
    private final Counter refused;
    private volatile boolean urgent;

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
        if (!(step instanceof HistoryStep.Happened)) {
            urgent = true; // no log has it, from which another node could write it, and rooms that open read it here
        }
    }

    /** What was put in is nowhere else: the next round writes it. */
    public void hurry() {
        urgent = true;
    }

    /** Whether something waits that this round of the writing is to take. */
    boolean isDue(long round) {
        return (urgent || taken.get() >= ENOUGH || round % ROUNDS == 0) && !waiting.isEmpty();
    }

    /** The oldest, in order. They keep their places until {@link #written}. */
    List<HistoryStep> take(int most) {
        urgent = false; // before it is looked for: what is put in now is found, or hurries the next round
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
