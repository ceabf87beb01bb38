package live.weir.bridge.forward.estimate;

/** Where the path gave way the last times: near it the rate climbs with care. */
final class LinkCapacity {

    private static final double SMOOTHING = 0.05;
    private static final double MIN_DEVIATION = 0.4;
    private static final double MAX_DEVIATION = 2.5;
    private static final double BITS_PER_KILO = 1000;

    private double kilobits = -1;
    private double deviation = MIN_DEVIATION;

    boolean isKnown() {
        return kilobits >= 0;
    }

    /** Learns from the bitrate that still came through when the queue grew. */
    void learn(long bitsPerSecond) {
        double sample = bitsPerSecond / BITS_PER_KILO;
        if (!isKnown()) {
            kilobits = sample;
            return;
        }
        kilobits += SMOOTHING * (sample - kilobits);
        double error = kilobits - sample;
        double normalized = error * error / Math.max(kilobits, 1);
        deviation += SMOOTHING * (normalized - deviation);
        deviation = Math.max(MIN_DEVIATION, Math.min(MAX_DEVIATION, deviation));
    }

    void forget() {
        kilobits = -1;
    }

    boolean isBelow(long bitsPerSecond) {
        return isKnown() && bitsPerSecond / BITS_PER_KILO > kilobits + spread();
    }

    boolean isAbove(long bitsPerSecond) {
        return isKnown() && bitsPerSecond / BITS_PER_KILO < kilobits - spread();
    }

    long bitsPerSecond() {
        return (long) (kilobits * BITS_PER_KILO);
    }

    private double spread() {
        return 3 * Math.sqrt(deviation * kilobits);
    }
}
