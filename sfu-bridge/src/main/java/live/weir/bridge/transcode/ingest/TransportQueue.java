package live.weir.bridge.transcode.ingest;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * MPEG-TS, which nobody looks into here. What finds it full costs all that waits: a decoder of it finds its way again by itself, with
 * the next keyframe.
 */
final class TransportQueue implements FeedQueue {

    private static final int MOST_AT_ONCE = 64 << 10;

    private final Deque<Piece> pieces = new ArrayDeque<>();
    private final AtomicLong dropped;
    private final LongSupplier millis;
    private @Nullable ByteBuffer head;
    private int bytes;
    private boolean onAir;
    private boolean closed;

    @SuppressWarnings("ArrayRecordComponent") // nobody compares two
    private record Piece(byte[] bytes, long millis) {}

    /**
     * @param dropped counts bytes
     * @param millis a clock that says since 1970
     */
    TransportQueue(AtomicLong dropped, LongSupplier millis) {
        this.dropped = dropped;
        this.millis = millis;
    }

    /** @param payload lent */
    synchronized void put(ByteBuf payload) {
        if (closed) {
            return;
        }
        byte[] copy = new byte[payload.readableBytes()];
        payload.getBytes(payload.readerIndex(), copy);
        pieces.add(new Piece(copy, millis.getAsLong()));
        bytes += copy.length;
        if (isTooMuch()) {
            Piece newest = pieces.removeLast();
            dropped.addAndGet(bytes - newest.bytes().length);
            pieces.clear();
            pieces.add(newest);
            bytes = newest.bytes().length;
        }
        notifyAll();
    }

    private boolean isTooMuch() {
        long waited = pieces.getLast().millis() - pieces.getFirst().millis();
        return bytes > MOST_BYTES || waited > (onAir ? ON_AIR_MILLIS : STARTING_MILLIS);
    }

    @Override
    public synchronized void begin() throws InterruptedException {
        while (pieces.isEmpty() && !closed) {
            wait();
        }
        onAir = false;
        Piece first = pieces.peek();
        long came = first == null ? millis.getAsLong() : first.millis();
        head = ByteBuffer.allocate(Long.BYTES).putLong(0, TimeUnit.MILLISECONDS.toMicros(came));
    }

    @Override
    public synchronized void isOnAir() {
        onAir = true;
    }

    /** As much at once as is worth a write. */
    @Override
    public synchronized @Nullable ByteBuffer take() throws InterruptedException {
        ByteBuffer opening = head;
        head = null;
        if (opening != null) {
            return opening;
        }
        while (pieces.isEmpty() && !closed) {
            wait();
        }
        if (pieces.isEmpty()) {
            return null;
        }
        ByteBuffer taken = ByteBuffer.allocate(
                Math.min(bytes, Math.max(MOST_AT_ONCE, pieces.getFirst().bytes().length)));
        while (!pieces.isEmpty() && pieces.getFirst().bytes().length <= taken.remaining()) {
            taken.put(pieces.removeFirst().bytes());
        }
        bytes -= taken.position();
        return taken.flip();
    }

    @Override
    public synchronized boolean isEmpty() {
        return pieces.isEmpty();
    }

    @Override
    public synchronized void close() {
        closed = true;
        pieces.clear();
        bytes = 0;
        notifyAll();
    }
}
