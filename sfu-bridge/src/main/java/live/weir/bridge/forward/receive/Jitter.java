package live.weir.bridge.forward.receive;

/** Interarrival jitter (RFC 3550 §6.4.1 and A.8), in units of the stream's clock. */
final class Jitter {

    /** A transit time that changes by more is a jump of the sender's timestamps, not the network's doing. */
    private static final int MAX_CHANGE_SECONDS = 5;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final int clockRate;
    private boolean started;
    private int transit;
    /** Sixteen times the jitter, so that the running mean rounds as in A.8. */
    private long scaled;

    Jitter(int clockRate) {
        this.clockRate = clockRate;
    }

    void sample(int rtpTime, long nowNanos) {
        int newTransit = clockUnits(nowNanos) - rtpTime;
        int change = newTransit - transit;
        transit = newTransit;
        if (!started) {
            started = true;
            return;
        }
        long magnitude = Math.abs((long) change);
        if (magnitude < (long) MAX_CHANGE_SECONDS * clockRate) {
            scaled += magnitude - ((scaled + 8) >> 4);
        }
    }

    void restart() {
        started = false;
    }

    int clockUnits() {
        return (int) (scaled >> 4);
    }

    /** Modulo 2^32, like the RTP time from which it is subtracted. */
    private int clockUnits(long nanos) {
        long seconds = Math.floorDiv(nanos, NANOS_PER_SECOND);
        return (int) (seconds * clockRate + Math.floorMod(nanos, NANOS_PER_SECOND) * clockRate / NANOS_PER_SECOND);
    }
}
