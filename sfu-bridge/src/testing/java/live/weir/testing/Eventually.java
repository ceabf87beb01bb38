package live.weir.testing;

import java.time.Duration;

/** Waits for a condition of the real world, within a bound. */
public final class Eventually {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long GLANCE_MILLIS = 10;

    private Eventually() {}

    /** A check that throws an AssertionError while the condition does not hold. */
    @FunctionalInterface
    public interface Check {
        void run() throws Exception;
    }

    /** Returns how long it took; fails with the check's last error. */
    public static Duration eventually(Check check) throws Exception {
        long start = System.nanoTime();
        while (true) {
            try {
                check.run();
                return Duration.ofNanos(System.nanoTime() - start);
            } catch (AssertionError notYet) {
                if (System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw notYet;
                }
                Thread.sleep(GLANCE_MILLIS);
            }
        }
    }
}
