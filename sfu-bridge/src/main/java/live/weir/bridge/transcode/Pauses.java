package live.weir.bridge.transcode;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Growing pauses between tries: each twice as long as the one before, ± 25 % so that many do not march in step. */
public final class Pauses {

    private static final int MOST_DOUBLINGS = 20;

    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private int tries;

    public Pauses(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    public Duration next() {
        long middle = Math.min(longest.toMillis(), first.toMillis() << Math.min(tries, MOST_DOUBLINGS));
        tries++;
        return Duration.ofMillis(Math.round(middle * random.nextDouble(0.75, 1.25)));
    }

    /** After something that lasted. */
    public void reset() {
        tries = 0;
    }
}
