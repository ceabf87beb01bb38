package live.weir.platform.bench;

import org.HdrHistogram.Histogram;

/** Counts answers and their latencies. Filled by the generator's thread, read after its stint. */
final class Tally implements Answer.Listener {

    private static final long LONGEST_MICROS = 60_000_000;

    private final Histogram micros = new Histogram(LONGEST_MICROS, 3);
    private final long[] byClass = new long[6];
    private long stale;

    @Override
    public void onAnswer(Answer answer) {
        byClass[Math.min(5, answer.status() / 100)]++;
        if (answer.stale()) {
            stale++;
        }
        micros.recordValue(Math.min(LONGEST_MICROS, answer.nanos() / 1_000));
    }

    long requests() {
        return micros.getTotalCount();
    }

    /** @param hundreds 2 for all of 2xx; 0 for broken connections */
    long ofClass(int hundreds) {
        return byClass[hundreds];
    }

    long stale() {
        return stale;
    }

    double millis(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1_000.0;
    }
}
