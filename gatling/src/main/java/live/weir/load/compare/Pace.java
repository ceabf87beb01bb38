package live.weir.load.compare;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Something done evenly, whatever becomes of it. */
final class Pace {

    private Pace() {}

    /** Gives how often it was done. */
    static int evenly(int perSecond, int seconds, Runnable work) {
        int times = perSecond * seconds;
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            long due = start + (long) ((double) i * TimeUnit.SECONDS.toNanos(1) / perSecond);
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            work.run();
        }
        return times;
    }
}
