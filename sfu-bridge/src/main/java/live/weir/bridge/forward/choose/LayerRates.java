package live.weir.bridge.forward.choose;

/** The measured bitrates of a simulcast publication: per layer, up to and including each of its temporal layers. */
final class LayerRates {

    static final int NONE = -1;

    private final int layers;
    private final int temporals;
    private final long[] rates;
    private final boolean[] active;

    LayerRates(int layers, int temporals) {
        this.layers = layers;
        this.temporals = temporals;
        this.rates = new long[layers * temporals];
        this.active = new boolean[layers];
    }

    void set(int layer, int temporal, long bitsPerSecond) {
        rates[layer * temporals + temporal] = bitsPerSecond;
    }

    void setActive(int layer, boolean isActive) {
        active[layer] = isActive;
    }

    boolean isActive(int layer) {
        return layer >= 0 && layer < layers && active[layer];
    }

    long rate(int layer, int temporal) {
        return rates[layer * temporals + temporal];
    }

    long rate(int layer) {
        return rate(layer, topTemporal());
    }

    int topTemporal() {
        return temporals - 1;
    }

    int topLayer() {
        return layers - 1;
    }

    /** The next active and measured layer above, up to a cap. */
    int above(int layer, int cap) {
        for (int next = layer + 1; next <= cap; next++) {
            if (active[next] && rate(next) > 0) {
                return next;
            }
        }
        return NONE;
    }

    /** The highest layer under the cap that fits whole, or else the lowest that is active. */
    int highestWithin(long bitsPerSecond, int cap) {
        int best = NONE;
        for (int layer = 0; layer < layers; layer++) {
            boolean first = best == NONE;
            boolean fits = layer <= cap && rate(layer) > 0 && rate(layer) <= bitsPerSecond;
            if (active[layer] && (first || fits)) {
                best = layer;
            }
        }
        return best;
    }

    /** The highest temporal layer that fits; {@link #NONE} if not even the lowest does. */
    int temporalWithin(int layer, double bitsPerSecond) {
        int temporal = topTemporal();
        while (temporal >= 0 && rate(layer, temporal) > bitsPerSecond) {
            temporal--;
        }
        return temporal;
    }
}
