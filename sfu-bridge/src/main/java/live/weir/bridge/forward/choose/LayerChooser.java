package live.weir.bridge.forward.choose;

/**
 * Which layer of a simulcast one viewer gets. Down goes at once, first by temporal layers; up only where there has been
 * ample room for a while, that was shown by a probe and not only estimated; and the longer, the more often it proved
 * untenable. Layers are numbered by resolution, 0 the lowest; a switch happens at a keyframe of the layer to come.
 */
public final class LayerChooser {

    public static final int NONE = LayerRates.NONE;

    private static final long NEVER = Long.MIN_VALUE;

    private final LayerPolicy policy;
    private final LayerRates rates;
    private int cap;
    private int current = NONE;
    private int target = NONE;
    private int temporal;
    /** Since when there has been room for the next step up. */
    private long roomNanos = NEVER;

    private long chosenNanos;
    private boolean climbed;
    private long holdNanos;
    private long switches;

    public LayerChooser(int layers, int temporals, LayerPolicy policy) {
        this.policy = policy;
        this.rates = new LayerRates(layers, temporals);
        this.cap = layers - 1;
        this.temporal = temporals - 1;
        this.holdNanos = policy.holdNanos();
    }

    /** The measured bitrate of a layer, up to and including a temporal layer. */
    public void measure(int layer, int upToTemporal, long bitsPerSecond) {
        rates.set(layer, upToTemporal, bitsPerSecond);
    }

    /** Whether the publisher sends the layer at present. */
    public void activate(int layer, boolean active) {
        rates.setActive(layer, active);
    }

    /** The highest layer that the viewer wants: its window is small, or hidden. */
    public void cap(int highest) {
        cap = Math.max(0, Math.min(highest, rates.topLayer()));
    }

    /**
     * Decides anew. To be called at every new estimate, or every 100 ms.
     *
     * @param room bits per second that the estimate leaves for this publication
     * @param proven bits per second that were seen to come through lately, by probe or as media
     */
    public void choose(long room, long proven, long nowNanos) {
        if (isMisplaced(room)) {
            moveTo(rates.highestWithin(room, cap), room, nowNanos);
        } else if (rates.rate(target, temporal) * policy.endurance() > room) {
            shed(room, nowNanos);
        } else if (isRoomFor(nextStep(), room, nowNanos) && proven >= nextStep()) {
            climb(nowNanos);
        }
        forgive(nowNanos);
    }

    /** A keyframe of a layer begins. True: from this packet on it is the viewer's layer. */
    public boolean switchAt(int layer) {
        if (layer != target || layer == current) {
            return false;
        }
        current = target;
        switches++;
        return true;
    }

    /** The layer to forward; {@link #NONE} before the first keyframe. */
    public int current() {
        return current;
    }

    /** The layer to switch to; ask for a keyframe of it while it differs from the current one. */
    public int target() {
        return target;
    }

    /** The highest temporal layer to forward of the current layer. On the way down only the base layer passes. */
    public int temporal() {
        if (target == current) {
            return temporal;
        }
        return target < current ? 0 : rates.topTemporal();
    }

    /** Bits per second that there would have to be room for to go one step up; 0 at the top. */
    public long wanted() {
        return rates.isActive(target) ? nextStep() : 0;
    }

    public long switches() {
        return switches;
    }

    /** A layer above the cap stays only if there is none below. */
    private boolean isMisplaced(long room) {
        return !rates.isActive(target) || (target > cap && rates.highestWithin(room, cap) != target);
    }

    private long nextStep() {
        if (temporal < rates.topTemporal()) {
            return (long) (rates.rate(target, temporal + 1) * policy.ease());
        }
        int next = rates.above(target, cap);
        return next == NONE ? 0 : (long) (rates.rate(next) * policy.comfort());
    }

    private boolean isRoomFor(long step, long room, long nowNanos) {
        if (step == 0 || room < step) {
            roomNanos = NEVER;
            return false;
        }
        if (roomNanos == NEVER) {
            roomNanos = nowNanos;
        }
        return nowNanos - roomNanos >= holdNanos;
    }

    private void climb(long nowNanos) {
        roomNanos = NEVER;
        if (temporal < rates.topTemporal()) {
            temporal++;
        } else {
            target = rates.above(target, cap);
            climbed = true;
        }
        chosenNanos = nowNanos;
    }

    private void shed(long room, long nowNanos) {
        if (climbed && nowNanos - chosenNanos < policy.relapseNanos()) {
            holdNanos = Math.min(policy.maxHoldNanos(), holdNanos * 2);
        }
        climbed = false;
        int fitting = rates.temporalWithin(target, room / policy.endurance());
        if (fitting >= lowestBearable()) {
            temporal = fitting;
            roomNanos = NEVER;
        } else {
            moveTo(rates.highestWithin(room, Math.min(cap, target)), room, nowNanos);
        }
    }

    /** A quarter of the frames is worth less than a lower resolution: it only bridges the time until that comes. */
    private int lowestBearable() {
        return rates.topTemporal() >= 2 ? 1 : 0;
    }

    private void moveTo(int layer, long room, long nowNanos) {
        target = layer;
        temporal = layer == NONE ? rates.topTemporal() : Math.max(0, rates.temporalWithin(layer, (double) room));
        roomNanos = NEVER;
        climbed = false;
        chosenNanos = nowNanos;
        if (layer == NONE) {
            current = NONE;
        }
    }

    private void forgive(long nowNanos) {
        if (climbed && nowNanos - chosenNanos >= policy.relapseNanos()) {
            holdNanos = policy.holdNanos();
            climbed = false;
        }
    }
}
