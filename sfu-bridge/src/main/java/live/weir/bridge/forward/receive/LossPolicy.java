package live.weir.bridge.forward.receive;

import java.util.concurrent.TimeUnit;

/**
 * How long a receiver runs after a lost packet.
 *
 * @param tolerance packets that may overtake a missing one before it counts as lost
 * @param toleranceNanos how long it may be missing before it counts as lost, though few packets follow
 * @param tries requests for one packet
 * @param maxAgeNanos after which nobody wants it any more
 * @param maxMissing when more are missing at once, a keyframe is cheaper
 */
public record LossPolicy(int tolerance, long toleranceNanos, int tries, long maxAgeNanos, int maxMissing) {

    public static final LossPolicy VIDEO =
            new LossPolicy(2, TimeUnit.MILLISECONDS.toNanos(10), 10, TimeUnit.MILLISECONDS.toNanos(1000), 256);

    /** A voice is played within a few hundred milliseconds, or never. */
    public static final LossPolicy AUDIO =
            new LossPolicy(2, TimeUnit.MILLISECONDS.toNanos(40), 3, TimeUnit.MILLISECONDS.toNanos(250), 32);
}
