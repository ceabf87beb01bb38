package live.weir.bridge.engine;

/** What a name must be: something, short, and fit to be logged. */
final class Names {

    private static final int LONGEST = 200;

    private Names() {}

    static void requireShort(String what, String value) {
        if (value.isEmpty() || value.length() > LONGEST || !value.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("A " + what + " is named by 1 to " + LONGEST + " visible characters");
        }
    }
}
