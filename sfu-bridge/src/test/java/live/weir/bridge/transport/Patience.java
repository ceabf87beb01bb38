package live.weir.bridge.transport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits until something is so, for ten seconds at the most. */
final class Patience {

    private static final long LIMIT = TimeUnit.SECONDS.toNanos(10);
    private static final long POLL = TimeUnit.MILLISECONDS.toNanos(5);

    private Patience() {}

    /** Unlike a future's own timeout, this leaves nothing to be cancelled by the event loop that completes it. */
    static <T> T await(CompletableFuture<T> future) {
        until(future::isDone);
        return future.join();
    }

    static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("it did not come to that within ten seconds");
            }
            LockSupport.parkNanos(POLL);
        }
    }
}
