package live.weir.platform.infrastructure.embedded;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** The pauses between restarts: 1 s, doubling up to 30 s, each ± 25 % so that services of many nodes do not march in step. */
final class Backoff {

    private static final long FIRST_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = 30_000;

    private final RandomGenerator random;
    private int failures;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    Duration nextPause() {
        long middle = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(failures, 5));
        failures++;
        long jittered = Math.round(middle * random.nextDouble(0.75, 1.25));
        return Duration.ofMillis(Math.max(FIRST_MILLIS, Math.min(LONGEST_MILLIS, jittered)));
    }

    /** After a run that lasted. */
    void reset() {
        failures = 0;
    }
}
