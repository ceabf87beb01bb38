package live.weir.bridge.transport;

import java.security.GeneralSecurityException;
import java.util.Arrays;

/** What a transform needs for RTP or for RTCP: a key, a salt, and where the profile wants one a key to authenticate. */
final class SrtpSessionKeys {

    private static final int AUTHENTICATION_LENGTH = 20;

    private final ErasableKey key;
    private final ErasableKey authentication;
    private final byte[] salt;

    SrtpSessionKeys(byte[] key, byte[] authentication, byte[] salt) {
        this.key = new ErasableKey("AES", key);
        this.authentication = new ErasableKey("HmacSHA1", authentication);
        this.salt = salt;
    }

    static SrtpSessionKeys forRtp(SrtpMasterKey master) throws GeneralSecurityException {
        return derive(
                master, SrtpKeyDerivation.RTP_KEY, SrtpKeyDerivation.RTP_AUTHENTICATION, SrtpKeyDerivation.RTP_SALT);
    }

    static SrtpSessionKeys forRtcp(SrtpMasterKey master) throws GeneralSecurityException {
        return derive(
                master, SrtpKeyDerivation.RTCP_KEY, SrtpKeyDerivation.RTCP_AUTHENTICATION, SrtpKeyDerivation.RTCP_SALT);
    }

    private static SrtpSessionKeys derive(SrtpMasterKey master, int key, int authentication, int salt)
            throws GeneralSecurityException {
        SrtpKeyDerivation keys = new SrtpKeyDerivation(master);
        return new SrtpSessionKeys(
                keys.derive(key, SrtpProfile.KEY_LENGTH),
                keys.derive(authentication, AUTHENTICATION_LENGTH),
                keys.derive(salt, master.salt().length));
    }

    ErasableKey key() {
        return key;
    }

    ErasableKey authentication() {
        return authentication;
    }

    byte[] salt() {
        return salt;
    }

    void wipe() {
        key.destroy();
        authentication.destroy();
        Arrays.fill(salt, (byte) 0);
    }
}
