package live.weir.bridge.forward.estimate;

/** What arrived of one burst, and how spread out. */
final class ProbeResult {

    private static final double BITS_NANOS = 8e9;
    /** Below this share of the sent rate the path was full, and a queue stood behind the figure. */
    private static final double SATURATED = 0.9;

    private static final double CAUTION = 0.95;
    /** Arriving at twice the rate of sending: they were held up and let go, which tells nothing. */
    private static final double CLUMPED = 2;

    private int packets;
    private long bytes;
    private long firstSent;
    private long lastSent;
    private int lastSentBytes;
    private long firstArrival;
    private int firstArrivalBytes;
    private long lastArrival;

    void reset() {
        packets = 0;
        bytes = 0;
    }

    void add(int size, long sentNanos, long arrivalNanos) {
        if (packets == 0 || sentNanos < firstSent) {
            firstSent = sentNanos;
        }
        if (packets == 0 || sentNanos >= lastSent) {
            lastSent = sentNanos;
            lastSentBytes = size;
        }
        if (packets == 0 || arrivalNanos < firstArrival) {
            firstArrival = arrivalNanos;
            firstArrivalBytes = size;
        }
        lastArrival = packets == 0 ? arrivalNanos : Math.max(lastArrival, arrivalNanos);
        packets++;
        bytes += size;
    }

    int packets() {
        return packets;
    }

    long bytes() {
        return bytes;
    }

    long bitsPerSecond() {
        double sent = (bytes - lastSentBytes) * BITS_NANOS / Math.max(1, lastSent - firstSent);
        double arrived = (bytes - firstArrivalBytes) * BITS_NANOS / Math.max(1, lastArrival - firstArrival);
        if (arrived > sent * CLUMPED) {
            return ProbePlanner.NOTHING_FOUND;
        }
        return (long) (arrived < sent * SATURATED ? arrived * CAUTION : Math.min(sent, arrived));
    }
}
