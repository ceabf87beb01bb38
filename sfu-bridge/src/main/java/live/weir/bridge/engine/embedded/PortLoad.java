package live.weir.bridge.engine.embedded;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import live.weir.bridge.transport.MediaPort;
import live.weir.bridge.transport.PortStatistics;

/** What goes through a port, in bits per second since it was last looked at; at most once a second. From any thread. */
final class PortLoad {

    private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** A look at the port, and what it told beside the one before. */
    record Look(long at, long bytesIn, long bytesOut, long receivedBitsPerSecond, long sentBitsPerSecond) {}

    private final MediaPort port;
    private final AtomicReference<Look> last;

    PortLoad(MediaPort port) {
        this.port = port;
        this.last = new AtomicReference<>(new Look(System.nanoTime(), 0, 0, 0, 0));
    }

    Look look() {
        Look before = Objects.requireNonNull(last.get());
        long now = System.nanoTime();
        if (now - before.at() < LEAST_NANOS) {
            return before;
        }
        PortStatistics statistics = port.statistics();
        Look look = new Look(
                now,
                statistics.bytesIn(),
                statistics.bytesOut(),
                rate(statistics.bytesIn() - before.bytesIn(), now - before.at()),
                rate(statistics.bytesOut() - before.bytesOut(), now - before.at()));
        last.compareAndSet(before, look);
        return look;
    }

    private static long rate(long bytes, long nanos) {
        return Math.max(0, (long) (bytes * 8e9 / nanos));
    }
}
