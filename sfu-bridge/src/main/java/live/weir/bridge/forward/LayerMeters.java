package live.weir.bridge.forward;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import live.weir.bridge.forward.measure.BitrateMeter;

/** Weighs the layers within one stream, each by what its viewers are sent. Belongs to the publisher's loop. */
final class LayerMeters {

    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Of packets of a spatial layer itself. */
    private final BitrateMeter[] own = new BitrateMeter[Scalability.MOST_SPATIALS];
    /** By spatial layer of a viewer, and temporal layer of a packet. */
    private final BitrateMeter[][] taken = new BitrateMeter[Scalability.MOST_SPATIALS][];

    private int spatials;
    private int temporals = 1;

    LayerMeters() {
        grow();
    }

    private void grow() {
        own[spatials] = new BitrateMeter(WINDOW_NANOS);
        BitrateMeter[] meters = new BitrateMeter[Scalability.MOST_TEMPORALS];
        Arrays.setAll(meters, temporal -> new BitrateMeter(WINDOW_NANOS));
        taken[spatials++] = meters;
    }

    void record(MediaPacket packet, long now) {
        int temporal = Math.min(packet.temporal, Scalability.MOST_TEMPORALS - 1);
        temporals = Math.max(temporals, temporal + 1);
        while (packet.spatial >= spatials) {
            grow();
        }
        int length = packet.wireLength();
        own[packet.spatial].record(length, now);
        for (int spatial = 0; spatial < spatials; spatial++) {
            if (packet.isFor(spatial)) {
                taken[spatial][temporal].record(length, now);
            }
        }
    }

    Scalability tell(LayerInspector inspector, long now) {
        Scalability.Spatial[] all = new Scalability.Spatial[spatials];
        Arrays.setAll(
                all,
                spatial -> new Scalability.Spatial(
                        inspector.width(spatial),
                        inspector.height(spatial),
                        own[spatial].bitsPerSecond(now),
                        upToTemporal(taken[spatial], now)));
        return new Scalability(all);
    }

    private long[] upToTemporal(BitrateMeter[] meters, long now) {
        long[] upTo = new long[temporals];
        long sum = 0;
        for (int temporal = 0; temporal < temporals; temporal++) {
            sum += meters[temporal].bitsPerSecond(now);
            upTo[temporal] = sum;
        }
        return upTo;
    }
}
