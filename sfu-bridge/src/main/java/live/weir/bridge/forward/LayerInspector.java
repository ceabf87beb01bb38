package live.weir.bridge.forward;

import java.util.Arrays;
import live.weir.bridge.rtp.Av1Payload;
import live.weir.bridge.rtp.CodecPayload;
import live.weir.bridge.rtp.DependencyDescriptor;
import live.weir.bridge.rtp.DependencyStructure;
import live.weir.bridge.rtp.Vp8Payload;
import live.weir.bridge.rtp.Vp9Payload;

/**
 * Finds out of which layers within its stream a packet is, and whose viewers need it: by the payload descriptors of VP8 and
 * VP9, by the dependency descriptor of AV1. What tells nothing is for everybody. One per stream; belongs to the publisher's
 * loop.
 */
final class LayerInspector {

    private static final int ANY = Integer.MAX_VALUE;
    private static final int NONE = -1;

    private final DependencyDescriptor descriptor = new DependencyDescriptor();
    private final DependencyStructure structure = new DependencyStructure();
    /** The number of the packet that brought the structure: what is older goes by another. */
    private long structureFrom = Long.MIN_VALUE;
    /** Decode targets by their layers; {@link #NONE} where there is none. */
    private final int[][] targets = new int[Scalability.MOST_SPATIALS][Scalability.MOST_TEMPORALS];

    private final int[] widths = new int[Scalability.MOST_SPATIALS];
    private final int[] heights = new int[Scalability.MOST_SPATIALS];

    void inspect(MediaPacket packet, CodecPayload payload) {
        if (payload instanceof Vp8Payload vp8) {
            packet.temporal = vp8.temporalId();
            packet.layerSync = vp8.layerSync();
        } else if (payload instanceof Vp9Payload vp9) {
            inspect(packet, vp9);
        } else if (payload instanceof Av1Payload && packet.dependencyOffset > 0 && packet.sequence >= structureFrom) {
            inspectDescriptor(packet);
        }
    }

    /** RFC 9628 §4.2: Z says that no higher spatial layer refers to this frame, U that one may go up from this picture on. */
    private void inspect(MediaPacket packet, Vp9Payload vp9) {
        if (vp9.sizedLayers() > 0) {
            noteSizes(vp9);
        }
        if (!vp9.hasLayers() || vp9.spatialId() >= Scalability.MOST_SPATIALS) {
            return;
        }
        packet.spatial = vp9.spatialId();
        packet.temporal = vp9.temporalId();
        packet.upTo = vp9.switchingUpPoint() ? ANY : packet.temporal;
        packet.endsFrame = vp9.endsFrame();
        packet.targets = vp9.nonReferenceForUpperLayers() ? 1 << packet.spatial : -1 << packet.spatial;
    }

    private void noteSizes(Vp9Payload vp9) {
        for (int spatial = 0; spatial < Math.min(vp9.sizedLayers(), Scalability.MOST_SPATIALS); spatial++) {
            widths[spatial] = vp9.width(spatial);
            heights[spatial] = vp9.height(spatial);
        }
    }

    private void inspectDescriptor(MediaPacket packet) {
        boolean read = descriptor.read(packet.bytes, packet.dependencyOffset, packet.dependencyLength, structure);
        if (descriptor.carriesStructure()) {
            structureFrom = packet.sequence;
            noteTargets();
        }
        if (!read || descriptor.temporalId() >= Scalability.MOST_TEMPORALS) {
            return;
        }
        packet.spatial = descriptor.spatialId();
        packet.temporal = descriptor.temporalId();
        packet.endsFrame = descriptor.endOfFrame();
        packet.upTo = packet.temporal;
        packet.targets = 0;
        for (int spatial = 0; spatial < Scalability.MOST_SPATIALS; spatial++) {
            inspectTargets(packet, spatial);
        }
    }

    /** Whether viewers of a spatial layer need the frame, and how many temporal layers they may take from there on. */
    private void inspectTargets(MediaPacket packet, int spatial) {
        boolean needed = targets[spatial][0] == NONE && spatial >= packet.spatial;
        for (int temporal = 0; temporal < Scalability.MOST_TEMPORALS; temporal++) {
            int target = targets[spatial][temporal];
            if (target != NONE && descriptor.isPresent(target)) {
                needed = true;
                boolean turns = descriptor.indication(target) == DependencyDescriptor.SWITCH;
                packet.upTo = turns && spatial == packet.spatial ? Math.max(packet.upTo, temporal) : packet.upTo;
            }
        }
        packet.targets |= needed ? 1 << spatial : 0;
    }

    private void noteTargets() {
        for (int[] ofSpatial : targets) {
            Arrays.fill(ofSpatial, NONE);
        }
        for (int target = 0; target < structure.targets(); target++) {
            int temporal = structure.targetTemporalId(target);
            if (temporal < Scalability.MOST_TEMPORALS) {
                targets[structure.targetSpatialId(target)][temporal] = target;
            }
        }
        for (int spatial = 0; spatial < Scalability.MOST_SPATIALS; spatial++) {
            boolean known = spatial < structure.spatialLayers();
            widths[spatial] = known ? structure.width(spatial) : 0;
            heights[spatial] = known ? structure.height(spatial) : 0;
        }
    }

    /** In pixels; 0 where the stream does not tell. */
    int width(int spatial) {
        return widths[spatial];
    }

    /** In pixels; 0 where the stream does not tell. */
    int height(int spatial) {
        return heights[spatial];
    }
}
