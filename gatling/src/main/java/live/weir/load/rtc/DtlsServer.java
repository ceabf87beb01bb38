package live.weir.load.rtc;

import java.io.IOException;
import java.util.Hashtable;
import java.util.Vector;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;

/** For servers that insist on beginning (Pion's do). */
final class DtlsServer extends DefaultTlsServer {

    private final Identity identity;
    private final DtlsHandshake handshake;
    private int chosen;

    DtlsServer(Identity identity, DtlsHandshake handshake) {
        super(identity.crypto());
        this.identity = identity;
        this.handshake = handshake;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return new int[] {
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
        };
    }

    @Override
    protected TlsCredentialedSigner getECDSASignerCredentials() throws IOException {
        return identity.signer(context);
    }

    @Override
    public int getHandshakeResendTimeMillis() {
        return 50;
    }

    @Override
    @SuppressWarnings({"rawtypes", "JdkObsolete"}) // the library's types
    public CertificateRequest getCertificateRequest() {
        Vector algorithms = TlsUtils.getDefaultSupportedSignatureAlgorithms(context);
        short[] types = {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign};
        return new CertificateRequest(types, algorithms, null);
    }

    @Override
    public void notifyClientCertificate(Certificate certificate) throws IOException {
        handshake.verify(certificate);
    }

    @Override
    @SuppressWarnings("rawtypes") // the library's tables
    public void processClientExtensions(Hashtable extensions) throws IOException {
        super.processClientExtensions(extensions);
        UseSRTPData offered = TlsSRTPUtils.getUseSRTPExtension(extensions);
        for (int own : SrtpProfile.numbers()) {
            for (int theirs : offered == null ? new int[0] : offered.getProtectionProfiles()) {
                if (own == theirs) {
                    handshake.agreed(own);
                    chosen = own;
                    return;
                }
            }
        }
        throw new IOException("The server's handshake agrees on no SRTP");
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // the library's tables
    public Hashtable getServerExtensions() throws IOException {
        Hashtable extensions = super.getServerExtensions();
        TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(new int[] {chosen}, TlsUtils.EMPTY_BYTES));
        return extensions;
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        handshake.completed(context);
    }
}
