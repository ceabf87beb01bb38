package live.weir.load.rtc;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Both directions of a connection. */
record MediaKeys(MediaCipher incoming, MediaCipher outgoing) {

    /** RFC 5764 §4.2: the client's key, the server's, the client's salt, the server's. */
    static MediaKeys of(SrtpProfile profile, byte[] material, boolean client) {
        int key = SrtpProfile.KEY_LENGTH;
        int salt = profile.saltLength();
        byte[] clientKey = Arrays.copyOfRange(material, 0, key);
        byte[] serverKey = Arrays.copyOfRange(material, key, 2 * key);
        byte[] clientSalt = Arrays.copyOfRange(material, 2 * key, 2 * key + salt);
        byte[] serverSalt = Arrays.copyOfRange(material, 2 * key + salt, 2 * key + 2 * salt);
        try {
            MediaCipher ofClient = profile.cipher(clientKey, clientSalt, client);
            MediaCipher ofServer = profile.cipher(serverKey, serverSalt, !client);
            return client ? new MediaKeys(ofServer, ofClient) : new MediaKeys(ofClient, ofServer);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK lacks AES", e);
        }
    }

    /** RFC 3711 §4.3.1, with a key derivation rate of zero. */
    static byte[] derive(byte[] key, byte[] salt, int label, int length) throws GeneralSecurityException {
        byte[] iv = Arrays.copyOf(salt, 16);
        iv[7] ^= (byte) label;
        Cipher counter = Cipher.getInstance("AES/CTR/NoPadding");
        counter.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
        return counter.doFinal(new byte[length]);
    }
}
