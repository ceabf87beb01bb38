package live.weir.bridge.forward.estimate;

import java.util.ArrayDeque;
import java.util.Queue;

/** A greedy flow that fills a queue until it overflows, as TCP Reno does: one packet more each round trip, half at a loss. */
final class RenoFlow {

    private static final int PACKET = 1460;
    private static final long MILLI = 1_000_000;

    private final Bottleneck link;
    private final long returnNanos;
    private final Queue<Long> acknowledgements = new ArrayDeque<>();
    private double window = 10;
    private long halvedNanos;
    private long roundTripNanos;
    long deliveredBytes;

    RenoFlow(Bottleneck link, long returnNanos) {
        this.link = link;
        this.returnNanos = returnNanos;
        this.roundTripNanos = 2 * returnNanos;
    }

    /** One millisecond. */
    void step(long now) {
        while (!acknowledgements.isEmpty() && acknowledgements.peek() <= now) {
            acknowledgements.remove();
            deliveredBytes += PACKET;
            window += 1 / window;
        }
        while (acknowledgements.size() < (int) window) {
            long arrival = link.send(PACKET, now);
            if (arrival == Bottleneck.LOST) {
                halve(now);
                return;
            }
            acknowledgements.add(arrival + returnNanos);
            roundTripNanos = arrival + returnNanos - now;
        }
    }

    private void halve(long now) {
        if (now - halvedNanos > roundTripNanos + MILLI) {
            halvedNanos = now;
            window = Math.max(2, window / 2);
        }
    }
}
