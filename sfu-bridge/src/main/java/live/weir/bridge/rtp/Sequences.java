package live.weir.bridge.rtp;

/** Arithmetic on numbers that wrap: 16-bit sequence numbers, and 32-bit timestamps as plain ints. */
public final class Sequences {

    private Sequences() {}

    /** How many steps lead from one number to the other the short way round: -32768 to 32767. */
    public static int distance(int from, int to) {
        return (short) (to - from);
    }

    public static boolean newer(int sequence, int than) {
        return distance(than, sequence) > 0;
    }

    public static int next(int sequence) {
        return plus(sequence, 1);
    }

    public static int plus(int sequence, int steps) {
        return (sequence + steps) & 0xFFFF;
    }

    public static boolean newerTimestamp(int timestamp, int than) {
        return timestamp - than > 0;
    }
}
