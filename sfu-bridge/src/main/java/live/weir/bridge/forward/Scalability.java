package live.weir.bridge.forward;

/**
 * The layers within one stream as they were at a moment: how large they are, and how many bits per second go to a viewer of
 * each. A stream without any has one of each kind.
 */
final class Scalability {

    /** More than any encoder uses. */
    static final int MOST_TEMPORALS = 4;

    static final int MOST_SPATIALS = 4;

    static final Scalability UNKNOWN = new Scalability(0L);

    /** One spatial layer, from the lowest on. */
    static final class Spatial {

        private final int width;
        private final int height;
        private final long ownBitsPerSecond;
        private final long[] upToTemporal;

        /**
         * @param ownBitsPerSecond of its own packets
         * @param upToTemporal what its viewers are sent, up to and including each temporal layer
         */
        Spatial(int width, int height, long ownBitsPerSecond, long... upToTemporal) {
            this.width = width;
            this.height = height;
            this.ownBitsPerSecond = ownBitsPerSecond;
            this.upToTemporal = upToTemporal.clone();
        }
    }

    private final Spatial[] spatials;

    /** Of one spatial layer, up to and including each of its temporal layers. */
    Scalability(long... upToTemporal) {
        this(new Spatial(0, 0, upToTemporal[upToTemporal.length - 1], upToTemporal));
    }

    Scalability(Spatial... spatials) {
        this.spatials = spatials.clone();
    }

    int spatials() {
        return spatials.length;
    }

    int temporals() {
        return spatials[0].upToTemporal.length;
    }

    /** What a viewer is sent who gets this spatial layer, and these temporal ones. */
    long upTo(int spatial, int temporal) {
        long[] rates = spatials[Math.min(spatial, spatials.length - 1)].upToTemporal;
        return rates[Math.min(temporal, rates.length - 1)];
    }

    /** Whether anything of the spatial layer itself is being sent. */
    boolean isSent(int spatial) {
        return spatial < spatials.length && spatials[spatial].ownBitsPerSecond > 0;
    }

    /** In pixels; 0 where it is not told. */
    int width(int spatial) {
        return spatial < spatials.length ? spatials[spatial].width : 0;
    }

    /** In pixels; 0 where it is not told. */
    int height(int spatial) {
        return spatial < spatials.length ? spatials[spatial].height : 0;
    }
}
