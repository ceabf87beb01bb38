package live.weir.load.rtc;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.TlsContext;
import org.jspecify.annotations.Nullable;

/**
 * DTLS in either role. {@link #shakeHands} blocks the pool's thread; everything else is called by the peer's event loop.
 * The library has no way of doing it without blocking.
 */
final class DtlsHandshake implements DatagramTransport {

    /** A flight of a handshake has fewer datagrams; what is more comes again. */
    private static final int WAITING = 64;

    private static final int LARGEST = 2048;
    private static final int SENDS_AT_MOST = 1200;

    private final Identity identity;
    private final Fingerprint expected;
    private final boolean client;
    private final Consumer<byte[]> out;
    private final BlockingQueue<byte[]> in = new ArrayBlockingQueue<>(WAITING);
    private final long deadline;
    private volatile boolean closed;
    private volatile @Nullable DTLSTransport established;
    private volatile int profile;
    private byte[] material = {};

    DtlsHandshake(Identity identity, Fingerprint expected, boolean client, long deadline, Consumer<byte[]> out) {
        this.identity = identity;
        this.expected = expected;
        this.client = client;
        this.deadline = deadline;
        this.out = out;
    }

    boolean offer(byte[] datagram) {
        return in.offer(datagram);
    }

    MediaKeys shakeHands() throws IOException {
        established = client
                ? new DTLSClientProtocol().connect(new DtlsClient(identity, this), this)
                : new DTLSServerProtocol().accept(new DtlsServer(identity, this), this);
        return MediaKeys.of(SrtpProfile.of(profile), material, client);
    }

    /** Reads what came after the handshake; true if the server took its leave. On the pool. */
    boolean readsGoodbye() {
        DTLSTransport transport = established;
        byte[] record = new byte[LARGEST];
        try {
            while (transport != null && !in.isEmpty() && !closed) {
                transport.receive(record, 0, record.length, 1);
            }
        } catch (IOException ended) {
            return true;
        }
        return closed;
    }

    /** On the pool. */
    void sayGoodbye() {
        DTLSTransport transport = established;
        if (transport != null && !closed) {
            try {
                transport.close();
            } catch (IOException alreadyGone) {
                closed = true;
            }
        }
    }

    void abandon() {
        closed = true;
    }

    void verify(Certificate shown) throws IOException {
        expected.verify(shown.getCertificateAt(0).getEncoded());
    }

    void agreed(int chosenProfile) {
        profile = chosenProfile;
    }

    void completed(TlsContext context) {
        int length = SrtpProfile.of(profile).keyingMaterialLength();
        material = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, length);
    }

    @Override
    public int getReceiveLimit() {
        return LARGEST;
    }

    @Override
    public int getSendLimit() {
        return SENDS_AT_MOST;
    }

    @Override
    public int receive(byte[] buffer, int offset, int length, int millis) throws IOException {
        if (closed || (established == null && System.nanoTime() > deadline)) {
            throw new IOException("given up");
        }
        try {
            byte[] datagram = in.poll(Math.min(millis, 100), TimeUnit.MILLISECONDS);
            if (datagram == null) {
                return -1;
            }
            int taken = Math.min(length, datagram.length);
            System.arraycopy(datagram, 0, buffer, offset, taken);
            return taken;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void send(byte[] buffer, int offset, int length) {
        out.accept(Arrays.copyOfRange(buffer, offset, offset + length));
    }

    @Override
    public void close() {
        closed = true;
    }
}
