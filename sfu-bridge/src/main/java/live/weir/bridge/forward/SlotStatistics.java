package live.weir.bridge.forward;

/**
 * What went out in one slot.
 *
 * @param codec of what is shown, or nothing
 * @param layer that is shown, by its publisher's name for it, -1 for none
 * @param lost by the viewer's account
 */
public record SlotStatistics(
        SlotFormat format,
        String codec,
        String layer,
        long packets,
        long bytes,
        long lost,
        long resent,
        long nacks,
        long keyframeRequests,
        long keyframes,
        double jitterMillis) {}
