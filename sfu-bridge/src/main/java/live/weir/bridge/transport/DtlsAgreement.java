package live.weir.bridge.transport;

import java.io.IOException;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.jspecify.annotations.Nullable;

/** What a handshake must come to, in either role, and what it came to. Belongs to the thread of the handshake. */
final class DtlsAgreement {

    static final int[] CIPHER_SUITES = {
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
    };

    /** As a client we also take a server with an RSA certificate. */
    static final int[] CLIENT_CIPHER_SUITES = {
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA,
    };

    /**
     * Doubled each time. RFC 6347 §4.2.4.1 suggests a second where nothing is known of the path; here a viewer waits for
     * a picture, and browsers start with 50 ms.
     */
    static final int FIRST_RETRANSMISSION_MILLIS = 200;

    private final List<Fingerprint> announced;
    private final List<SrtpProfile> profiles;
    private @Nullable SrtpProfile profile;
    private byte[] keyingMaterial = {};
    private CloseCause failure = CloseCause.HANDSHAKE_FAILED;

    DtlsAgreement(List<Fingerprint> announced, List<SrtpProfile> profiles) {
        this.announced = announced;
        this.profiles = profiles;
    }

    /** RFC 5763 §5: the certificate counts for nothing but its hash. */
    void verify(@Nullable Certificate certificate) throws IOException {
        if (certificate != null && !certificate.isEmpty()) {
            byte[] encoded = certificate.getCertificateAt(0).getEncoded();
            if (announced.stream().anyMatch(fingerprint -> fingerprint.matches(encoded))) {
                return;
            }
        }
        failure = CloseCause.FINGERPRINT_MISMATCH;
        throw new TlsFatalAlert(AlertDescription.bad_certificate);
    }

    /** As the server: the best that the client offers. */
    void choose(Hashtable<?, ?> clientExtensions) throws IOException {
        profile = best(TlsSRTPUtils.getUseSRTPExtension(clientExtensions));
    }

    /** As the client: what the server chose. */
    void accept(Hashtable<?, ?> serverExtensions) throws IOException {
        UseSRTPData chosen = TlsSRTPUtils.getUseSRTPExtension(serverExtensions);
        if (chosen == null || chosen.getProtectionProfiles().length != 1) {
            throw new TlsFatalAlert(AlertDescription.illegal_parameter);
        }
        profile = best(chosen);
    }

    void announce(Hashtable<?, ?> extensions) throws IOException {
        List<SrtpProfile> offered = profile == null ? profiles : List.of(profile);
        int[] ids = offered.stream().mapToInt(SrtpProfile::id).toArray();
        TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(ids, TlsUtils.EMPTY_BYTES));
    }

    void exportKeys(TlsContext context) {
        keyingMaterial =
                context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, SrtpMasterKey.exportedLength(profile()));
    }

    SrtpProfile profile() {
        if (profile == null) {
            throw new IllegalStateException("no profile is agreed on yet");
        }
        return profile;
    }

    byte[] keyingMaterial() {
        return keyingMaterial;
    }

    CloseCause failure() {
        return failure;
    }

    void wipe() {
        Arrays.fill(keyingMaterial, (byte) 0);
    }

    private SrtpProfile best(@Nullable UseSRTPData offer) throws TlsFatalAlert {
        for (SrtpProfile candidate : profiles) {
            if (offer != null && contains(offer.getProtectionProfiles(), candidate.id())) {
                return candidate;
            }
        }
        throw new TlsFatalAlert(AlertDescription.handshake_failure);
    }

    private static boolean contains(int[] ids, int id) {
        return Arrays.stream(ids).anyMatch(other -> other == id);
    }
}
