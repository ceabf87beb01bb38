package live.weir.bridge.forward.measure;

import java.util.Arrays;

/** Bits per second of what was recorded, over a sliding window of equal buckets. */
public final class BitrateMeter {

    private static final int BUCKETS = 32;
    private static final int MASK = BUCKETS - 1;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NEVER = Long.MIN_VALUE;

    private final long bucketNanos;
    private final long[] bytes = new long[BUCKETS];
    private long total;
    private long bucket = NEVER;
    private long firstNanos;

    public BitrateMeter(long windowNanos) {
        this.bucketNanos = Math.max(1, windowNanos / BUCKETS);
    }

    /** Counts bytes; a time before the newest one counts as the newest. */
    public void record(int size, long nowNanos) {
        advance(nowNanos);
        bytes[(int) (bucket & MASK)] += size;
        total += size;
    }

    public long bitsPerSecond(long nowNanos) {
        if (bucket == NEVER) {
            return 0;
        }
        advance(nowNanos);
        return total * 8 * NANOS_PER_SECOND / spanNanos(nowNanos);
    }

    /** Whether a whole window has passed since the first record, so that the figure is more than a guess. */
    public boolean isWarm(long nowNanos) {
        return bucket != NEVER && nowNanos - firstNanos >= bucketNanos * (BUCKETS - 1);
    }

    public void reset() {
        Arrays.fill(bytes, 0);
        total = 0;
        bucket = NEVER;
    }

    /** From the start of the oldest bucket until now; a young meter divides by its age, but never by next to nothing. */
    private long spanNanos(long nowNanos) {
        long whole = (BUCKETS - 1) * bucketNanos + Math.max(0, nowNanos - bucket * bucketNanos);
        return Math.max(BUCKETS / 4 * bucketNanos, Math.min(whole, nowNanos - firstNanos));
    }

    private void advance(long nowNanos) {
        long next = Math.floorDiv(nowNanos, bucketNanos);
        if (bucket == NEVER) {
            bucket = next;
            firstNanos = nowNanos;
            return;
        }
        for (long steps = Math.min(BUCKETS, next - bucket); steps > 0; steps--) {
            bucket = next - steps + 1;
            total -= bytes[(int) (bucket & MASK)];
            bytes[(int) (bucket & MASK)] = 0;
        }
    }
}
