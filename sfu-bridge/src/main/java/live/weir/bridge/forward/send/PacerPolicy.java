package live.weir.bridge.forward.send;

import java.util.concurrent.TimeUnit;

/**
 * How a pacer holds packets back.
 *
 * @param factor how much faster than the target video may leave, so that a frame does not trickle
 * @param burstNanos what may leave at once after a pause, in time at the paced rate: an ordinary frame should fit
 * @param maxWaitNanos after which waiting video is dropped, up to the next keyframe
 * @param capacity of each queue in packets, a power of two
 */
public record PacerPolicy(double factor, long burstNanos, long maxWaitNanos, int capacity) {

    public static final PacerPolicy USUAL =
            new PacerPolicy(2.5, TimeUnit.MILLISECONDS.toNanos(20), TimeUnit.MILLISECONDS.toNanos(600), 512);
}
