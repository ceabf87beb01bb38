package live.weir.bridge.ingest.srt;

/** So much a second, and what was not used of the last two. */
final class Allowance {

    private static final long SECONDS = 2;
    private static final double NANOS = 1e9;

    private final long perSecond;
    private double left;
    private long at;

    Allowance(long perSecond, long now) {
        this.perSecond = perSecond;
        this.left = perSecond * (double) SECONDS;
        this.at = now;
    }

    boolean spend(int bytes, long now) {
        left = Math.min(perSecond * (double) SECONDS, left + (now - at) / NANOS * perSecond);
        at = now;
        left -= bytes;
        return left >= 0;
    }
}
