package live.weir.bridge.forward;

/** What is counted of one slot, besides what its stream counts. Belongs to the viewer's loop. */
final class SlotCounters {

    private long dropped;
    private long nacks;
    private long keyframeRequests;
    private long lost;
    private double jitterMillis;

    void drop(int packets) {
        dropped += packets;
    }

    /** Packets that were forgotten because too many waited. */
    long dropped() {
        return dropped;
    }

    void nack() {
        nacks++;
    }

    void requestKeyframe() {
        keyframeRequests++;
    }

    void report(long cumulativeLost, double newJitterMillis) {
        lost = Math.max(lost, cumulativeLost);
        jitterMillis = newJitterMillis;
    }

    SlotStatistics tell(SlotFormat format, String codec, String layer, EgressStream stream) {
        return new SlotStatistics(
                format,
                codec,
                layer,
                stream.packets(),
                stream.bytes(),
                lost,
                stream.resent(),
                nacks,
                keyframeRequests,
                stream.keyframes(),
                jitterMillis);
    }
}
