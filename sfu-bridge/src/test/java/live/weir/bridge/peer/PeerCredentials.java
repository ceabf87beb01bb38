package live.weir.bridge.peer;

import java.security.SecureRandom;

/** ICE credentials as the peer sees them: local ones are the peer's, remote ones the server's. */
public record PeerCredentials(String localUfrag, String localPassword, String remoteUfrag, String remotePassword) {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    public static PeerCredentials random() {
        return new PeerCredentials(letters(8), letters(24), letters(8), letters(24));
    }

    private static String letters(int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
