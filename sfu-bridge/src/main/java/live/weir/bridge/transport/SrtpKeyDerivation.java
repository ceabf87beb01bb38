package live.weir.bridge.transport;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;

/**
 * Session keys out of a master key (RFC 3711 §4.3), with a key derivation rate of zero: derived once. The same for GCM,
 * whose shorter salt is filled up with zeros (RFC 7714 §11).
 */
final class SrtpKeyDerivation {

    static final int RTP_KEY = 0;
    static final int RTP_AUTHENTICATION = 1;
    static final int RTP_SALT = 2;
    static final int RTCP_KEY = 3;
    static final int RTCP_AUTHENTICATION = 4;
    static final int RTCP_SALT = 5;

    /** The label stands left of a 48-bit index in a field of 112 bits. */
    private static final int LABEL_OFFSET = 7;

    private final SrtpMasterKey master;

    SrtpKeyDerivation(SrtpMasterKey master) {
        this.master = master;
    }

    byte[] derive(int label, int length) throws GeneralSecurityException {
        byte[] iv = new byte[16];
        System.arraycopy(master.salt(), 0, iv, 0, master.salt().length);
        iv[LABEL_OFFSET] ^= (byte) label;
        try (ErasableKey key = new ErasableKey("AES", master.key())) {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv));
            return cipher.doFinal(new byte[length]);
        }
    }
}
