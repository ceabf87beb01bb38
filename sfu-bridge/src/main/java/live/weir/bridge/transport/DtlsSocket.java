package live.weir.bridge.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.bouncycastle.tls.DatagramTransport;
import org.jspecify.annotations.Nullable;

/**
 * The socket that the DTLS library believes to hold: an inbox on one side, the peer's path on the other.
 *
 * <p>A handshake computes only while it holds one of the permits for the processors, and waits for its peer without one:
 * however many handshakes are under way, they leave the event loops their share.
 */
final class DtlsSocket implements DatagramTransport {

    static final int LONGEST_DATAGRAM = 2048;

    /** Fits every path that media fits. */
    private static final int SENT_DATAGRAM = 1200;

    private final DtlsInbox inbox;
    private final Semaphore processors;
    private final Consumer<byte[]> path;
    private final Runnable ended;
    private volatile boolean inHandshake;

    DtlsSocket(DtlsInbox inbox, Semaphore processors, Consumer<byte[]> path, Runnable ended) {
        this.inbox = inbox;
        this.processors = processors;
        this.path = path;
        this.ended = ended;
    }

    void enterHandshake() {
        processors.acquireUninterruptibly();
        inHandshake = true;
    }

    void leaveHandshake() {
        inHandshake = false;
        processors.release();
    }

    @Override
    public int getReceiveLimit() {
        return LONGEST_DATAGRAM;
    }

    @Override
    public int getSendLimit() {
        return SENT_DATAGRAM;
    }

    @Override
    public int receive(byte[] buffer, int offset, int length, int millis) throws IOException {
        byte[] datagram = inbox.poll();
        if (datagram == null) {
            datagram = inHandshake ? awaitIdly(millis) : inbox.await(millis);
        }
        if (datagram == null) {
            return -1;
        }
        int taken = Math.min(length, datagram.length);
        System.arraycopy(datagram, 0, buffer, offset, taken);
        return taken;
    }

    private byte @Nullable [] awaitIdly(int millis) throws IOException {
        processors.release();
        try {
            byte[] datagram = inbox.await(millis);
            if (datagram == null && inbox.isClosed()) {
                throw new InterruptedIOException("the peer was closed during the handshake");
            }
            return datagram;
        } finally {
            processors.acquireUninterruptibly();
        }
    }

    @Override
    public void send(byte[] buffer, int offset, int length) {
        path.accept(Arrays.copyOfRange(buffer, offset, offset + length));
    }

    /** After an alert of either side. During a handshake the library's exception says more. */
    @Override
    public void close() {
        if (!inHandshake) {
            ended.run();
        }
    }
}
