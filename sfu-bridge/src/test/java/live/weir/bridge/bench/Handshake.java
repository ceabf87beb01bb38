package live.weir.bridge.bench;

import java.io.IOException;
import java.util.Hashtable;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import live.weir.bridge.peer.PeerIdentity;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;

/** DTLS as the client, blocking the thread that asks for it. Any certificate will do: who is measured is not doubted. */
final class Handshake extends DefaultTlsClient implements DatagramTransport, TlsAuthentication {

    private final PeerIdentity identity;
    private final Consumer<byte[]> out;
    private final BlockingQueue<byte[]> in = new LinkedBlockingQueue<>();
    private byte[] keyingMaterial = {};

    Handshake(PeerIdentity identity, Consumer<byte[]> out) {
        super(identity.crypto());
        this.identity = identity;
        this.out = out;
    }

    /** From the thread that reads the socket. */
    void offer(byte[] datagram) {
        in.add(datagram);
    }

    /** Gives what the keys are made of. */
    byte[] shakeHands() throws IOException {
        new DTLSClientProtocol().connect(this, this);
        return keyingMaterial;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    /** As browsers do. */
    @Override
    public int getHandshakeResendTimeMillis() {
        return 50;
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // the library's tables
    public Hashtable getClientExtensions() throws IOException {
        Hashtable extensions = super.getClientExtensions();
        int[] profiles = {MediaKeys.PROFILE};
        TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(profiles, TlsUtils.EMPTY_BYTES));
        return extensions;
    }

    @Override
    public TlsAuthentication getAuthentication() {
        return this;
    }

    @Override
    public void notifyServerCertificate(TlsServerCertificate certificate) {}

    @Override
    public TlsCredentials getClientCredentials(CertificateRequest request) {
        return identity.signer(context);
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        keyingMaterial = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, MediaKeys.KEYING_MATERIAL_LENGTH);
    }

    @Override
    public int getReceiveLimit() {
        return 2048;
    }

    @Override
    public int getSendLimit() {
        return 1200;
    }

    @Override
    public int receive(byte[] buffer, int offset, int length, int millis) throws IOException {
        try {
            byte[] datagram = in.poll(millis, TimeUnit.MILLISECONDS);
            if (datagram == null) {
                return -1;
            }
            System.arraycopy(datagram, 0, buffer, offset, datagram.length);
            return datagram.length;
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void send(byte[] buffer, int offset, int length) {
        byte[] datagram = new byte[length];
        System.arraycopy(buffer, offset, datagram, 0, length);
        out.accept(datagram);
    }

    @Override
    public void close() {}
}
