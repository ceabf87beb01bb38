package live.weir.signaling.stage;

import java.time.Duration;

/** Ever longer pauses between tries. */
final class Pauses {

    private static final int MOST_DOUBLINGS = 16;

    private Pauses() {}

    static Duration after(int failures, Duration first, Duration longest) {
        Duration pause = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return pause.compareTo(longest) > 0 ? longest : pause;
    }
}
