package live.weir.bridge.forward.send;

import java.util.concurrent.TimeUnit;

/**
 * How a pacer holds packets back.
 *
 * @param factor how much faster than the target packets may leave, so that a picture does not trickle
 * @param burstNanos what may leave at once after a pause, in time at the paced rate: an ordinary picture should fit
 * @param maxWaitNanos within which what waits shall have left: the rate is raised as far as it takes, and what has waited so
 *     long leaves at the next drain, whatever the rate
 * @param capacity of each queue in packets, a power of two
 */
public record PacerPolicy(double factor, long burstNanos, long maxWaitNanos, int capacity) {

    /** With a drain every 20 ms nothing waits longer than 120 ms. */
    public static final PacerPolicy USUAL =
            new PacerPolicy(2.5, TimeUnit.MILLISECONDS.toNanos(20), TimeUnit.MILLISECONDS.toNanos(100), 512);
}
