package live.weir.bridge.ingest.srt;

/** Numbers of packets: they have 31 bits, and go round. */
final class Sequence {

    static final int MASK = 0x7fff_ffff;

    private Sequence() {}

    static int plus(int number, int steps) {
        return (number + steps) & MASK;
    }

    /** Steps from one to another by the shorter way; negative if the other lies behind. */
    static int distance(int from, int to) {
        return ((to - from) << 1) >> 1; // the sign is the highest of 31 bits
    }
}
