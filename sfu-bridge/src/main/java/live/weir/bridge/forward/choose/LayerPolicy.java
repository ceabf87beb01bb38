package live.weir.bridge.forward.choose;

import java.util.concurrent.TimeUnit;

/**
 * How willingly a viewer's layer changes.
 *
 * @param comfort how many times a layer's bitrate there must be room for before it is chosen
 * @param ease the same for a temporal layer given up before, which costs no keyframe
 * @param endurance how many times its bitrate there must still be room for to keep it: its figure and the estimate both
 *     wander by some percent
 * @param holdNanos how long the room must have been there
 * @param maxHoldNanos to which the time grows when higher layers prove untenable
 * @param relapseNanos a layer given up sooner than this after it was chosen has proved untenable
 */
public record LayerPolicy(
        double comfort, double ease, double endurance, long holdNanos, long maxHoldNanos, long relapseNanos) {

    public static final LayerPolicy USUAL = new LayerPolicy(
            1.2,
            1.1,
            0.95,
            TimeUnit.MILLISECONDS.toNanos(1500),
            TimeUnit.SECONDS.toNanos(60),
            TimeUnit.SECONDS.toNanos(20));
}
