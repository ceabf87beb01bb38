package live.weir.bridge.forward.estimate;

import java.util.Random;

/** A link with a rate, a propagation delay, a queue that overflows, and losses at random. Times are virtual. */
public final class Bottleneck {

    public static final long LOST = -1;
    private static final double BITS_NANOS = 8e9;

    private final Random random;
    private final long propagationNanos;
    private final long maxQueueNanos;
    private long bitsPerSecond;
    private double loss;
    private long jitterNanos;
    private long lastArrival;
    private long freeNanos;

    public Bottleneck(long seed, long bitsPerSecond, long propagationNanos, long maxQueueNanos) {
        this.random = new Random(seed);
        this.bitsPerSecond = bitsPerSecond;
        this.propagationNanos = propagationNanos;
        this.maxQueueNanos = maxQueueNanos;
    }

    public void rate(long newBitsPerSecond) {
        bitsPerSecond = newBitsPerSecond;
    }

    void loss(double share) {
        loss = share;
    }

    /** Each packet may be held up so much more, as on radio links; none overtakes another. */
    void jitter(long nanos) {
        jitterNanos = nanos;
    }

    long queueNanos(long nowNanos) {
        return Math.max(0, freeNanos - nowNanos);
    }

    /** When a packet sent now arrives, or LOST. */
    public long send(int bytes, long nowNanos) {
        if (queueNanos(nowNanos) > maxQueueNanos) {
            return LOST;
        }
        freeNanos = Math.max(freeNanos, nowNanos) + (long) (bytes * BITS_NANOS / bitsPerSecond);
        long jittered = freeNanos + propagationNanos + (long) (random.nextDouble() * jitterNanos);
        lastArrival = Math.max(lastArrival, jittered);
        return random.nextDouble() < loss ? LOST : lastArrival;
    }
}
