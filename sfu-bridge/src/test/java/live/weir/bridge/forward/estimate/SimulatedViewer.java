package live.weir.bridge.forward.estimate;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;

/**
 * A sender with its estimator, and a peer that answers with transport-wide feedback. The source is an encoder at 30
 * frames a second that follows the target up to a maximum.
 */
final class SimulatedViewer {

    private static final long MILLI = 1_000_000;
    private static final long FRAME = 33_333_333;
    private static final long FEEDBACK = 60 * MILLI;
    private static final int PACKET = 1200;
    private static final long UNKNOWN = Long.MIN_VALUE;
    private static final double PACING = 2.5;

    private record Feedback(long at, long base, long end) {}

    final ProbePlanner probes = new ProbePlanner();
    final BandwidthEstimator estimator;
    private final Bottleneck link;
    private final long sourceMax;
    private final long returnNanos;
    private final long[] arrivals = new long[1 << 20];
    private final Queue<Feedback> underway = new ArrayDeque<>();
    private long sequence;
    private long reported;
    private long frameNanos;
    private long feedbackNanos;
    private long queuedBytes;
    private long budgetNanos;
    long sentBytes;
    long sentPackets;
    long lostPackets;

    SimulatedViewer(EstimatorSettings settings, Bottleneck link, long sourceMax, long returnNanos, long startNanos) {
        this.estimator = new BandwidthEstimator(settings, probes);
        this.link = link;
        this.sourceMax = sourceMax;
        this.returnNanos = returnNanos;
        this.frameNanos = startNanos;
        this.feedbackNanos = startNanos;
        Arrays.fill(arrivals, UNKNOWN);
    }

    /** One millisecond. */
    void step(long now) {
        if (now >= frameNanos) {
            queuedBytes += Math.min(sourceMax, estimator.target()) * FRAME / 8 / 1_000_000_000;
            frameNanos += FRAME;
        }
        pace(now);
        if (now >= feedbackNanos) {
            report(now);
            feedbackNanos += FEEDBACK;
        }
        while (!underway.isEmpty() && underway.peek().at() <= now) {
            take(underway.remove(), now);
        }
        if (now % (10 * MILLI) == 0) {
            estimator.tick(now);
        }
    }

    private void pace(long now) {
        for (int due = probes.bytesDue(now); due > 0; due -= PACKET) {
            send(PACKET, now);
        }
        budgetNanos = Math.max(budgetNanos, now - 5 * MILLI);
        while (queuedBytes > 0 && budgetNanos <= now) {
            int size = (int) Math.min(PACKET, queuedBytes);
            queuedBytes -= size;
            send(size, now);
            budgetNanos += (long) (size * 8e9 / (estimator.target() * PACING));
        }
    }

    private void send(int size, long now) {
        estimator.sent(sequence, size, now);
        long arrival = link.send(size, now);
        arrivals[(int) sequence++] = arrival;
        sentBytes += size;
        sentPackets++;
        lostPackets += arrival == Bottleneck.LOST ? 1 : 0;
    }

    /** The peer reports what has arrived; what is missing before the newest arrival is lost. */
    private void report(long now) {
        long newest = reported;
        for (long candidate = reported; candidate < sequence; candidate++) {
            long arrival = arrivals[(int) candidate];
            if (arrival != Bottleneck.LOST && arrival <= now) {
                newest = candidate + 1;
            }
        }
        if (newest > reported) {
            underway.add(new Feedback(now + returnNanos, reported, newest));
            reported = newest;
        }
    }

    private void take(Feedback feedback, long now) {
        for (long reportedOn = feedback.base(); reportedOn < feedback.end(); reportedOn++) {
            long arrival = arrivals[(int) reportedOn];
            if (arrival == Bottleneck.LOST) {
                estimator.lose(reportedOn);
            } else {
                // The peer's clock is another, and ticks in 250 µs.
                estimator.acknowledge(reportedOn, (arrival + 77_777_777_777L) / 250_000 * 250_000);
            }
        }
        estimator.completeFeedback(now);
    }
}
