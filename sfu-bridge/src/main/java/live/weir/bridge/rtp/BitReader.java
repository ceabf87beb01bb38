package live.weir.bridge.rtp;

/** Bits, most significant first. Beyond the end it gives zeros and remembers that it was asked: ask {@link #exhausted()} last. */
final class BitReader {

    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private long position;
    private long end;

    void wrap(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.position = 8L * offset;
        this.end = position + 8L * length;
    }

    /** Up to 32 bits. */
    int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 1 | next();
        }
        return value;
    }

    boolean flag() {
        return next() == 1;
    }

    void skip(int count) {
        position += count;
    }

    private int next() {
        int bit = position < end ? bytes[(int) (position >> 3)] >> (7 - (position & 7)) & 1 : 0;
        position++;
        return bit;
    }

    /** ue(v) of H.264 §9.1, and AV1's uvlc(); one that needs more than 32 bits reads as a bad end. */
    int expGolomb() {
        int zeros = 0;
        while (!flag()) {
            if (++zeros == 32 || exhausted()) {
                position = end + 1;
                return 0;
            }
        }
        return (1 << zeros) - 1 + bits(zeros);
    }

    /** ns(n) of AV1 §4.10.7: a number below {@code n}, which is at least 1, in as few bits as go. */
    int nonSymmetric(int n) {
        int width = Integer.SIZE - Integer.numberOfLeadingZeros(n);
        int shorter = (1 << width) - n;
        int value = bits(width - 1);
        return value < shorter ? value : (value << 1) - shorter + next();
    }

    boolean exhausted() {
        return position > end;
    }
}
