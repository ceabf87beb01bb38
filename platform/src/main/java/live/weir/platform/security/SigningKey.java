package live.weir.platform.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import java.time.Instant;

/** One key pair on P-256, ready for use by any thread. */
record SigningKey(String id, Instant createdAt, ECKey pair, ECDSASigner signer, ECDSAVerifier verifier) {

    static SigningKey of(ECKey pair, Instant createdAt) {
        try {
            return new SigningKey(
                    pair.getKeyID(), createdAt, pair, new ECDSASigner(pair), new ECDSAVerifier(pair.toPublicJWK()));
        } catch (JOSEException unusable) {
            throw new IllegalStateException("Signing key " + pair.getKeyID() + " cannot be used", unusable);
        }
    }

    /** Says nothing of the key itself. */
    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
