package live.weir.bridge.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.Hashtable;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsServerCertificate;

/** Our side of a handshake that we start. */
final class DtlsClientPeer extends DefaultTlsClient implements TlsAuthentication {

    private final DtlsIdentity identity;
    private final DtlsAgreement agreement;
    private final Duration timeout;

    DtlsClientPeer(DtlsIdentity identity, DtlsAgreement agreement, Duration timeout) {
        super(identity.crypto());
        this.identity = identity;
        this.agreement = agreement;
        this.timeout = timeout;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return DtlsAgreement.CLIENT_CIPHER_SUITES.clone();
    }

    @Override
    public int getHandshakeTimeoutMillis() {
        return (int) timeout.toMillis();
    }

    @Override
    public int getHandshakeResendTimeMillis() {
        return DtlsAgreement.FIRST_RETRANSMISSION_MILLIS;
    }

    @Override
    public TlsAuthentication getAuthentication() {
        return this;
    }

    @Override
    public void notifyServerCertificate(TlsServerCertificate certificate) throws IOException {
        agreement.verify(certificate.getCertificate());
    }

    @Override
    public TlsCredentials getClientCredentials(CertificateRequest request) {
        return identity.signer(context);
    }

    @Override
    @SuppressWarnings("rawtypes") // as inherited
    public Hashtable getClientExtensions() throws IOException {
        Hashtable extensions = super.getClientExtensions();
        agreement.announce(extensions);
        return extensions;
    }

    @Override
    @SuppressWarnings("rawtypes") // as inherited
    public void processServerExtensions(Hashtable extensions) throws IOException {
        super.processServerExtensions(extensions);
        agreement.accept(extensions);
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        agreement.exportKeys(context);
    }
}
