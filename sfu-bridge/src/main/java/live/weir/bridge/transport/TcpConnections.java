package live.weir.bridge.transport;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the open connections, up to a bound. */
final class TcpConnections {

    private final AtomicInteger open = new AtomicInteger();
    private final int maximum;

    TcpConnections(int maximum) {
        this.maximum = maximum;
    }

    boolean enter() {
        if (open.incrementAndGet() <= maximum) {
            return true;
        }
        open.decrementAndGet();
        return false;
    }

    void leave() {
        open.decrementAndGet();
    }

    int open() {
        return open.get();
    }
}
