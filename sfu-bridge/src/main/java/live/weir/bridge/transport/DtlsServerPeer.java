package live.weir.bridge.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.Hashtable;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsUtils;

/** Our side of a handshake that the peer starts. */
final class DtlsServerPeer extends DefaultTlsServer {

    private final DtlsIdentity identity;
    private final DtlsAgreement agreement;
    private final Duration timeout;

    DtlsServerPeer(DtlsIdentity identity, DtlsAgreement agreement, Duration timeout) {
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
        return DtlsAgreement.CIPHER_SUITES.clone();
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
    protected TlsCredentialedSigner getECDSASignerCredentials() {
        return identity.signer(context);
    }

    @Override
    public CertificateRequest getCertificateRequest() {
        short[] types = {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign};
        return new CertificateRequest(types, TlsUtils.getDefaultSupportedSignatureAlgorithms(context), null);
    }

    @Override
    public void notifyClientCertificate(Certificate certificate) throws IOException {
        agreement.verify(certificate);
    }

    @Override
    @SuppressWarnings("rawtypes") // as inherited
    public void processClientExtensions(Hashtable extensions) throws IOException {
        super.processClientExtensions(extensions);
        agreement.choose(extensions);
    }

    @Override
    @SuppressWarnings("rawtypes") // as inherited
    public Hashtable getServerExtensions() throws IOException {
        Hashtable extensions = super.getServerExtensions();
        agreement.announce(extensions);
        return extensions;
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        agreement.exportKeys(context);
    }
}
