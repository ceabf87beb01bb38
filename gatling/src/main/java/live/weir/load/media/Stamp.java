package live.weir.load.media;

/**
 * When a picture was sent, at the end of its last packet, in letters: servers pass payloads on untouched whatever they make of
 * header extensions, decoders do not read what follows a picture, and letters need no escapes in H.264.
 */
public final class Stamp {

    static final int LENGTH = 24;

    private static final byte[] MARK = {'W', 'e', 'i', 'r', 'L', 'o', 'a', 'd'};
    private static final int DIGITS = 16;

    private Stamp() {}

    static void write(byte[] out, int at, long nanos) {
        System.arraycopy(MARK, 0, out, at, MARK.length);
        for (int i = 0; i < DIGITS; i++) {
            out[at + MARK.length + i] = (byte) Character.forDigit((int) (nanos >>> (60 - 4 * i)) & 0xf, 16);
        }
    }

    /** The time in a packet that ends there, by {@link WallClock}; -1 if it has none. */
    public static long read(byte[] packet, int end) {
        long nanos = readAt(packet, end - LENGTH);
        return nanos >= 0 ? nanos : readAt(packet, end - 1 - LENGTH); // H.264 ends with a stop bit
    }

    private static long readAt(byte[] packet, int at) {
        if (at < 0) {
            return -1;
        }
        for (int i = 0; i < MARK.length; i++) {
            if (packet[at + i] != MARK[i]) {
                return -1;
            }
        }
        long nanos = 0;
        for (int i = 0; i < DIGITS; i++) {
            nanos = (nanos << 4) | (Character.digit(packet[at + MARK.length + i], 16) & 0xf);
        }
        return nanos;
    }
}
