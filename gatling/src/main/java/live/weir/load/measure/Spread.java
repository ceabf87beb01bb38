package live.weir.load.measure;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** How figures are spread, in microseconds, to about six percent. Any thread adds. */
public final class Spread {

    private static final int STEPS = 16;
    private static final int BUCKETS = STEPS * 32;

    private final AtomicIntegerArray counts = new AtomicIntegerArray(BUCKETS);

    public void addNanos(long nanos) {
        add(nanos / 1000);
    }

    public void add(long micros) {
        counts.incrementAndGet(bucket(Math.max(0, micros)));
    }

    private static int bucket(long value) {
        if (value < STEPS) {
            return (int) value;
        }
        int magnitude = 63 - Long.numberOfLeadingZeros(value) - 4;
        return Math.min(BUCKETS - 1, (magnitude + 1) * STEPS + (int) (value >>> magnitude) - STEPS);
    }

    private static double middle(int bucket) {
        if (bucket < STEPS) {
            return bucket;
        }
        int magnitude = bucket / STEPS - 1;
        return (STEPS + bucket % STEPS + 0.5) * (1L << magnitude);
    }

    public long count() {
        long count = 0;
        for (int i = 0; i < BUCKETS; i++) {
            count += counts.get(i);
        }
        return count;
    }

    /** In milliseconds; NaN where there are none. */
    public double millis(double percent) {
        long count = count();
        if (count == 0) {
            return Double.NaN;
        }
        long rank = Math.max(1, (long) Math.ceil(count * percent / 100));
        for (int i = 0; i < BUCKETS; i++) {
            rank -= counts.get(i);
            if (rank <= 0) {
                return middle(i) / 1000;
            }
        }
        return Double.NaN;
    }

    void addAll(Spread other) {
        for (int i = 0; i < BUCKETS; i++) {
            int more = other.counts.get(i);
            if (more != 0) {
                counts.addAndGet(i, more);
            }
        }
    }
}
