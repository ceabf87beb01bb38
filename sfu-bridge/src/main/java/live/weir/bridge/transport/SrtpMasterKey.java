package live.weir.bridge.transport;

import java.util.Arrays;

/** The secret of one direction, from which the session keys are derived. */
final class SrtpMasterKey {

    private final byte[] key;
    private final byte[] salt;

    SrtpMasterKey(byte[] key, byte[] salt) {
        this.key = key;
        this.salt = salt;
    }

    /** How much keying material DTLS must export for both directions. */
    static int exportedLength(SrtpProfile profile) {
        return 2 * (SrtpProfile.KEY_LENGTH + profile.saltLength());
    }

    /** RFC 5764 §4.2: client key, server key, client salt, server salt. */
    static SrtpMasterKey ofClient(SrtpProfile profile, byte[] exported) {
        return cut(profile, exported, 0);
    }

    static SrtpMasterKey ofServer(SrtpProfile profile, byte[] exported) {
        return cut(profile, exported, 1);
    }

    private static SrtpMasterKey cut(SrtpProfile profile, byte[] exported, int side) {
        int key = side * SrtpProfile.KEY_LENGTH;
        int salt = 2 * SrtpProfile.KEY_LENGTH + side * profile.saltLength();
        return new SrtpMasterKey(
                Arrays.copyOfRange(exported, key, key + SrtpProfile.KEY_LENGTH),
                Arrays.copyOfRange(exported, salt, salt + profile.saltLength()));
    }

    byte[] key() {
        return key;
    }

    byte[] salt() {
        return salt;
    }

    void wipe() {
        Arrays.fill(key, (byte) 0);
        Arrays.fill(salt, (byte) 0);
    }
}
