package live.weir.bridge.peer;

import java.io.IOException;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.jspecify.annotations.Nullable;

/** The peer's handshake, in either role, on the thread that asks for it. */
@SuppressWarnings({"rawtypes", "unchecked"}) // the library's tables
final class PeerDtls implements DatagramTransport {

    private final PeerIdentity identity;
    private final TestPeerSettings settings;
    private final Consumer<byte[]> out;
    private final BlockingQueue<byte[]> in = new LinkedBlockingQueue<>();
    private volatile boolean closed;
    private volatile @Nullable DTLSTransport transport;
    private int profile;
    private byte[] exported = {};
    private volatile boolean starts;

    PeerDtls(PeerIdentity identity, TestPeerSettings settings, Consumer<byte[]> out) {
        this.identity = identity;
        this.settings = settings;
        this.out = out;
        this.starts = settings.dtlsClient();
    }

    void becomeServer() {
        starts = false;
    }

    void offer(byte[] datagram) {
        in.add(datagram);
    }

    PeerSrtp shakeHands() throws IOException {
        boolean client = starts;
        transport = client
                ? new DTLSClientProtocol().connect(new Client(), this)
                : new DTLSServerProtocol().accept(new Server(), this);
        return new PeerSrtp(profile, exported, client);
    }

    /** Reads until the server says goodbye, or the peer is closed. */
    void readOn() throws IOException {
        DTLSTransport established = transport;
        byte[] record = new byte[2048];
        while (!closed && established != null) {
            established.receive(record, 0, record.length, 100);
        }
    }

    void sayGoodbye() throws IOException {
        DTLSTransport established = transport;
        if (established != null) {
            established.close();
        }
    }

    int profile() {
        return profile;
    }

    void abandon() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
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
        if (closed) {
            throw new IOException("the peer is closed");
        }
        try {
            byte[] datagram = in.poll(Math.min(millis, 50), TimeUnit.MILLISECONDS);
            if (datagram == null) {
                return -1;
            }
            System.arraycopy(datagram, 0, buffer, offset, Math.min(length, datagram.length));
            return Math.min(length, datagram.length);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void send(byte[] buffer, int offset, int length) {
        out.accept(Arrays.copyOfRange(buffer, offset, offset + length));
    }

    /** After an alert of either side. */
    @Override
    public void close() {
        closed = true;
    }

    private void verify(Certificate certificate) throws IOException {
        String shown =
                PeerIdentity.hash("SHA-256", certificate.getCertificateAt(0).getEncoded());
        if (settings.serverFingerprint() != null
                && !settings.serverFingerprint().equals(shown)) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate);
        }
    }

    private void announce(Hashtable extensions, List<Integer> profiles) throws IOException {
        int[] numbers = profiles.stream().mapToInt(Integer::intValue).toArray();
        TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(numbers, TlsUtils.EMPTY_BYTES));
    }

    private void export(TlsContext context) {
        exported = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, PeerSrtp.exportedLength(profile));
    }

    private final class Client extends DefaultTlsClient implements TlsAuthentication {

        Client() {
            super(identity.crypto());
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
        public Hashtable getClientExtensions() throws IOException {
            Hashtable extensions = super.getClientExtensions();
            if (!settings.profiles().isEmpty()) {
                announce(extensions, settings.profiles());
            }
            return extensions;
        }

        @Override
        public void processServerExtensions(Hashtable extensions) throws IOException {
            super.processServerExtensions(extensions);
            profile = TlsSRTPUtils.getUseSRTPExtension(extensions).getProtectionProfiles()[0];
        }

        @Override
        public TlsAuthentication getAuthentication() {
            return this;
        }

        @Override
        public void notifyServerCertificate(TlsServerCertificate certificate) throws IOException {
            verify(certificate.getCertificate());
        }

        @Override
        public TlsCredentials getClientCredentials(CertificateRequest request) {
            return identity.signer(context);
        }

        @Override
        public void notifyHandshakeComplete() throws IOException {
            super.notifyHandshakeComplete();
            export(context);
        }
    }

    private final class Server extends DefaultTlsServer {

        Server() {
            super(identity.crypto());
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

        /** Those that go with its certificate. */
        @Override
        protected int[] getSupportedCipherSuites() {
            return new int[] {CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256};
        }

        @Override
        protected TlsCredentialedSigner getECDSASignerCredentials() {
            return identity.signer(context);
        }

        @Override
        public CertificateRequest getCertificateRequest() {
            return new CertificateRequest(
                    new short[] {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign},
                    TlsUtils.getDefaultSupportedSignatureAlgorithms(context),
                    null);
        }

        @Override
        public void notifyClientCertificate(Certificate certificate) throws IOException {
            verify(certificate);
        }

        @Override
        public void processClientExtensions(Hashtable extensions) throws IOException {
            super.processClientExtensions(extensions);
            int[] offered = TlsSRTPUtils.getUseSRTPExtension(extensions).getProtectionProfiles();
            profile = settings.profiles().stream()
                    .filter(mine -> Arrays.stream(offered).anyMatch(theirs -> theirs == mine))
                    .findFirst()
                    .orElseThrow(() -> new TlsFatalAlert(AlertDescription.handshake_failure));
        }

        @Override
        public Hashtable getServerExtensions() throws IOException {
            Hashtable extensions = super.getServerExtensions();
            announce(extensions, List.of(profile));
            return extensions;
        }

        @Override
        public void notifyHandshakeComplete() throws IOException {
            super.notifyHandshakeComplete();
            export(context);
        }
    }
}
