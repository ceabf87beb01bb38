package live.weir.bridge.rtp;

import java.util.Objects;

/**
 * What a stream's frames have in common (AV1 RTP payload format, appendix A): templates of layers and decode targets, sent
 * with a key frame and in force until the next. One per stream and event loop; {@link DependencyDescriptor} fills it.
 */
public final class DependencyStructure {

    static final int MOST_TEMPLATES = 64;
    static final int MOST_TARGETS = 32;

    private static final int MOST_SPATIAL_LAYERS = 4;
    private static final int MOST_TEMPORAL_LAYERS = 8;
    private static final int SAME_LAYER = 0;
    private static final int NEXT_TEMPORAL_LAYER = 1;
    private static final int NEXT_SPATIAL_LAYER = 2;

    private final byte[] spatialIds = new byte[MOST_TEMPLATES];
    private final byte[] temporalIds = new byte[MOST_TEMPLATES];
    private final byte[] indications = new byte[MOST_TEMPLATES * MOST_TARGETS];
    private final int[] widths = new int[MOST_SPATIAL_LAYERS];
    private final int[] heights = new int[MOST_SPATIAL_LAYERS];

    private boolean known;
    private boolean sized;
    private int idOffset;
    private int templates;
    private int targets;
    private int chains;
    private int spatialLayers;
    private int activeTargets;

    void forget() {
        known = false;
        sized = false;
        templates = 0;
        targets = 0;
        chains = 0;
        spatialLayers = 0;
        activeTargets = 0;
    }

    /** Whatever stood here before is gone, also where it says false. */
    boolean read(BitReader bits) {
        forget();
        idOffset = bits.bits(6);
        targets = bits.bits(5) + 1;
        if (!readLayers(bits)) {
            return false;
        }
        readIndications(bits);
        skipFrameDifferences(bits);
        readChains(bits);
        if (bits.flag()) {
            readSizes(bits);
        }
        activeTargets = -1 >>> (Integer.SIZE - targets);
        known = !bits.exhausted();
        return known;
    }

    private boolean readLayers(BitReader bits) {
        int spatial = 0;
        int temporal = 0;
        int step = SAME_LAYER;
        while (step <= NEXT_SPATIAL_LAYER) {
            if (templates == MOST_TEMPLATES || spatial == MOST_SPATIAL_LAYERS || temporal == MOST_TEMPORAL_LAYERS) {
                return false;
            }
            spatialIds[templates] = (byte) spatial;
            temporalIds[templates] = (byte) temporal;
            templates++;
            spatialLayers = spatial + 1;
            step = bits.bits(2);
            temporal = step == NEXT_SPATIAL_LAYER ? 0 : temporal + (step == NEXT_TEMPORAL_LAYER ? 1 : 0);
            spatial += step == NEXT_SPATIAL_LAYER ? 1 : 0;
        }
        return true;
    }

    private void readIndications(BitReader bits) {
        for (int template = 0; template < templates; template++) {
            for (int target = 0; target < targets; target++) {
                indications[template * MOST_TARGETS + target] = (byte) bits.bits(2);
            }
        }
    }

    private void skipFrameDifferences(BitReader bits) {
        for (int template = 0; template < templates; template++) {
            while (bits.flag()) {
                bits.skip(4);
            }
        }
    }

    private void readChains(BitReader bits) {
        chains = bits.nonSymmetric(targets + 1);
        if (chains > 0) {
            for (int target = 0; target < targets; target++) {
                bits.nonSymmetric(chains);
            }
            bits.skip(4 * templates * chains);
        }
    }

    private void readSizes(BitReader bits) {
        for (int i = 0; i < spatialLayers; i++) {
            widths[i] = bits.bits(16) + 1;
            heights[i] = bits.bits(16) + 1;
        }
        sized = true;
    }

    /** The template's index, or -1 if the structure has none of this id. */
    int template(int id) {
        int index = (id - idOffset) & (MOST_TEMPLATES - 1);
        return known && index < templates ? index : -1;
    }

    int spatialId(int template) {
        return spatialIds[template];
    }

    int temporalId(int template) {
        return temporalIds[template];
    }

    int indication(int template, int target) {
        return indications[template * MOST_TARGETS + target];
    }

    int chains() {
        return chains;
    }

    void activate(int targets) {
        activeTargets = targets;
    }

    /** Whether a key frame's structure has been read and not been lost since. */
    public boolean known() {
        return known;
    }

    public int targets() {
        return targets;
    }

    /** A bit for each decode target that the sender produces at present. */
    public int activeTargets() {
        return activeTargets;
    }

    public int spatialLayers() {
        return spatialLayers;
    }

    /** The highest spatial layer that the decode target needs. */
    public int targetSpatialId(int target) {
        return highest(spatialIds, target);
    }

    /** The highest temporal layer that the decode target needs. */
    public int targetTemporalId(int target) {
        return highest(temporalIds, target);
    }

    private int highest(byte[] ids, int target) {
        Objects.checkIndex(target, targets);
        int highest = 0;
        for (int template = 0; template < templates; template++) {
            if (indication(template, target) != DependencyDescriptor.NOT_PRESENT) {
                highest = Math.max(highest, ids[template]);
            }
        }
        return highest;
    }

    /** In pixels; 0 if the structure does not tell. */
    public int width(int spatialLayer) {
        return sized ? widths[Objects.checkIndex(spatialLayer, spatialLayers)] : 0;
    }

    /** In pixels; 0 if the structure does not tell. */
    public int height(int spatialLayer) {
        return sized ? heights[Objects.checkIndex(spatialLayer, spatialLayers)] : 0;
    }
}
