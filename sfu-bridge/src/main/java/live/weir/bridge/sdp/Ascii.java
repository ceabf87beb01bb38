package live.weir.bridge.sdp;

/** Characters that SDP's tokens are made of, whatever the locale holds for letters. */
final class Ascii {

    private Ascii() {}

    /** Letters, digits, and whichever others are named. */
    static boolean has(String text, String others) {
        return text.chars().allMatch(c -> isAlphanumeric(c) || others.indexOf(c) >= 0);
    }

    private static boolean isAlphanumeric(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
