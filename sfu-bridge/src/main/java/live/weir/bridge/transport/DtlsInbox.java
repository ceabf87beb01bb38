package live.weir.bridge.transport;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Datagrams on their way from an event loop, which never waits, to the one thread that does. */
final class DtlsInbox {

    /** A flight of a handshake is five datagrams at the most; twice that, in case it is sent twice. */
    private static final int BOUND = 16;

    private final Queue<byte[]> datagrams = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private volatile @Nullable Thread waiting;
    private volatile boolean closed;

    boolean offer(byte[] datagram) {
        if (closed || size.incrementAndGet() > BOUND) {
            size.decrementAndGet();
            return false;
        }
        datagrams.add(datagram);
        wake();
        return true;
    }

    boolean isEmpty() {
        return datagrams.isEmpty();
    }

    boolean isClosed() {
        return closed;
    }

    byte @Nullable [] poll() {
        byte[] datagram = datagrams.poll();
        if (datagram != null) {
            size.decrementAndGet();
        }
        return datagram;
    }

    /** Null after the time is over, or the inbox is closed. */
    byte @Nullable [] await(int millis) {
        waiting = Thread.currentThread();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            long left = deadline - System.nanoTime();
            while (datagrams.isEmpty()
                    && !closed
                    && left > 0
                    && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(this, left);
                left = deadline - System.nanoTime();
            }
            return poll();
        } finally {
            waiting = null;
        }
    }

    void close() {
        closed = true;
        wake();
    }

    private void wake() {
        LockSupport.unpark(waiting);
    }
}
