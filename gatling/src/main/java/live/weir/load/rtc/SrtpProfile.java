package live.weir.load.rtc;

import java.security.GeneralSecurityException;

/** How media is protected, by the number in the use_srtp extension. */
enum SrtpProfile {
    AES_128_GCM(7, 12) {
        @Override
        MediaCipher cipher(byte[] key, byte[] salt, boolean outgoing) throws GeneralSecurityException {
            return new GcmMediaCipher(key, salt, outgoing);
        }
    },
    AES_128_CM_SHA1_80(1, 14) {
        @Override
        MediaCipher cipher(byte[] key, byte[] salt, boolean outgoing) throws GeneralSecurityException {
            return new CounterMediaCipher(key, salt);
        }
    };

    static final int KEY_LENGTH = 16;

    private final int number;
    private final int saltLength;

    SrtpProfile(int number, int saltLength) {
        this.number = number;
        this.saltLength = saltLength;
    }

    static int[] numbers() {
        return new int[] {AES_128_GCM.number, AES_128_CM_SHA1_80.number};
    }

    static SrtpProfile of(int number) {
        for (SrtpProfile profile : values()) {
            if (profile.number == number) {
                return profile;
            }
        }
        throw new RtcFailure("The server chose SRTP profile " + number + ", which was not offered");
    }

    int number() {
        return number;
    }

    int saltLength() {
        return saltLength;
    }

    int keyingMaterialLength() {
        return 2 * (KEY_LENGTH + saltLength);
    }

    abstract MediaCipher cipher(byte[] key, byte[] salt, boolean outgoing) throws GeneralSecurityException;
}
