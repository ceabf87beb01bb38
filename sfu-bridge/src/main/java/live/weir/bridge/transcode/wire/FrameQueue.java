package live.weir.bridge.transcode.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Frames on their way into the socket, bounded by their bytes. Many put in and never wait; one thread writes. */
public final class FrameQueue {

    private static final int COSTS = 64; // of a frame beside its bytes

    private final Queue<ByteBuffer> frames = new ArrayDeque<>();
    private final long mostBytes;
    private long bytes;
    private boolean closed;

    public FrameQueue(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Media: false if there is no room, or nobody writes any more. */
    public boolean offer(ByteBuffer frame) {
        return put(frame, mostBytes);
    }

    /** What must arrive, and is seldom and small: has as much room again. */
    public boolean insist(ByteBuffer frame) {
        return put(frame, 2 * mostBytes);
    }

    private synchronized boolean put(ByteBuffer frame, long most) {
        if (closed || bytes + frame.remaining() + COSTS > most) {
            return false;
        }
        bytes += frame.remaining() + COSTS;
        frames.add(frame);
        notifyAll();
        return true;
    }

    public synchronized boolean isEmpty() {
        return bytes == 0;
    }

    /** What is in it is still written; nothing more is taken. */
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Writes until {@link #close} and the end of what was put in; on a thread that may wait. */
    public void writeTo(WritableByteChannel channel) throws IOException, InterruptedException {
        for (ByteBuffer next = take(); next != null; next = take()) {
            int size = next.remaining() + COSTS;
            while (next.hasRemaining()) {
                channel.write(next);
            }
            written(size);
        }
    }

    private synchronized @Nullable ByteBuffer take() throws InterruptedException {
        while (frames.isEmpty() && !closed) {
            wait();
        }
        return frames.poll();
    }

    private synchronized void written(int size) {
        bytes -= size;
    }
}
