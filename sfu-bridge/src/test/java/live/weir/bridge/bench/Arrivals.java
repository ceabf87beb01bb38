package live.weir.bridge.bench;

import java.util.Arrays;

/** What all viewers of a server received. Counted by the reading thread, read by another. */
final class Arrivals {

    private static final int MOST_SAMPLES = 1 << 20;

    private final long[] delays = new long[MOST_SAMPLES];
    private int samples;
    private long packets;
    private long bytes;
    private long lost;
    private long unopened;

    synchronized void count(int length, int missing) {
        packets++;
        bytes += length;
        lost += missing;
    }

    synchronized void took(long nanos) {
        if (samples < MOST_SAMPLES) {
            delays[samples++] = nanos;
        }
    }

    synchronized void unopened() {
        unopened++;
    }

    /** What came since the last call. */
    synchronized Taken take() {
        Taken taken = new Taken(packets, bytes, lost, unopened, Arrays.copyOf(delays, samples));
        packets = 0;
        bytes = 0;
        lost = 0;
        unopened = 0;
        samples = 0;
        Arrays.sort(taken.delays());
        return taken;
    }

    /** @param delays of a sample of the packets, the shortest first, in nanoseconds */
    @SuppressWarnings("ArrayRecordComponent")
    record Taken(long packets, long bytes, long lost, long unopened, long[] delays) {

        double micros(double percentile) {
            return delays.length == 0 ? 0 : delays[(int) (percentile / 100 * (delays.length - 1))] / 1e3;
        }
    }
}
