package live.weir.bridge.forward.estimate;

/** Between what bounds a viewer's bitrate is estimated, and where it starts, in bits per second. */
public record EstimatorSettings(long start, long min, long max) {

    /**
     * A megabit lets most viewers begin with the middle layer of a simulcast; a thinner path shows within the first
     * second, a wider one after the first probes.
     */
    public static final EstimatorSettings USUAL = new EstimatorSettings(1_000_000, 50_000, 20_000_000);
}
