package live.weir.load.rtc;

import java.security.SecureRandom;

/** What one side of a connection shows the other. */
record IceLogin(String ufrag, String password) {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    static IceLogin random() {
        return new IceLogin(letters(8), letters(24));
    }

    private static String letters(int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return ufrag;
    }
}
