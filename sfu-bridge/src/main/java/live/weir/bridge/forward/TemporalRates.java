package live.weir.bridge.forward;

import live.weir.bridge.forward.measure.BitrateMeter;

/** Bits per second of one layer's stream, up to and including each of its temporal layers, as they were at a moment. */
final class TemporalRates {

    /** More than any encoder uses. */
    static final int MOST = 4;

    static final TemporalRates UNKNOWN = new TemporalRates(0);

    private final long[] upTo;

    TemporalRates(long... upTo) {
        this.upTo = upTo.clone();
    }

    /** @param temporals how many of the meters there is anything for */
    static TemporalRates of(BitrateMeter[] meters, int temporals, long now) {
        long[] upTo = new long[temporals];
        long sum = 0;
        for (int temporal = 0; temporal < temporals; temporal++) {
            sum += meters[temporal].bitsPerSecond(now);
            upTo[temporal] = sum;
        }
        return new TemporalRates(upTo);
    }

    int temporals() {
        return upTo.length;
    }

    long upTo(int temporal) {
        return upTo[Math.min(temporal, upTo.length - 1)];
    }
}
