package live.weir.signaling.socket;

/** A bucket of messages that fills again with time. One event loop owns it. */
final class RateLimit {

    private static final double NANOS = 1e9;

    private final int burst;
    private final int perSecond;
    private double left;
    private long filledAt;

    RateLimit(int burst, int perSecond, long now) {
        this.burst = burst;
        this.perSecond = perSecond;
        this.left = burst;
        this.filledAt = now;
    }

    /** @return whether there was one to spend */
    boolean spend(long now) {
        left = Math.min(burst, left + perSecond * ((now - filledAt) / NANOS));
        filledAt = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
