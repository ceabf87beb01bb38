package live.weir.bridge.forward;

import java.util.List;
import live.weir.bridge.forward.choose.LayerChooser;
import live.weir.bridge.forward.estimate.BandwidthEstimator;
import live.weir.bridge.forward.estimate.ProbePlanner;

/**
 * Divides what a viewer's path carries among its pictures, and lets each choose its layer. Voices come first; the pictures
 * share the rest, and what one leaves is for the next.
 */
final class LayerPlan {

    /** The rest is for headers, retransmissions and the estimate's own error. */
    private static final int SHARE_OF_MEDIA = 95;

    private final List<EgressSlot> slots;
    private final BandwidthEstimator estimator;
    private final ProbePlanner probes;
    private int maxHeight;

    LayerPlan(List<EgressSlot> slots, BandwidthEstimator estimator, ProbePlanner probes) {
        this.slots = slots;
        this.estimator = estimator;
        this.probes = probes;
    }

    void limitHeight(int newMaxHeight) {
        maxHeight = newMaxHeight;
    }

    /** Where a viewer begins: in the middle, from where both ways are short. */
    int firstLayer(PublishedTrack track) {
        int layers = track.format().layers();
        int middle = layers / 2;
        for (int away = 0; away < layers; away++) {
            int layer = (middle + away) % layers;
            if (track.publisher().bitrate(layer) > 0) {
                return layer;
            }
        }
        return 0;
    }

    void choose(long now) {
        long room = estimator.target() * SHARE_OF_MEDIA / 100;
        int pictures = 0;
        for (int i = 0; i < slots.size(); i++) {
            EgressSlot slot = slots.get(i);
            if (slot.isShowing() && slot.format().video()) {
                pictures++;
            } else {
                room -= slot.targetBitrate();
            }
        }
        share(Math.max(0, room), pictures, now);
    }

    private void share(long room, int pictures, long now) {
        long left = room;
        int waiting = pictures;
        long wanted = 0;
        long shown = shown();
        for (int i = 0; i < slots.size(); i++) {
            EgressSlot slot = slots.get(i);
            if (slot.isShowing() && slot.format().video()) {
                long share = left / waiting--;
                long own = slot.targetBitrate();
                long step = choose(slot, share, estimator.provenBitsPerSecond(now) - (shown - own), now);
                // Also where the estimate says that there is room: a path that little is sent over proves nothing.
                wanted = step > 0 ? Math.max(wanted, shown - own + step) : wanted;
                left = Math.max(0, left - slot.targetBitrate());
            }
        }
        probes.want(wanted * 100 / SHARE_OF_MEDIA);
    }

    private long shown() {
        long sum = 0;
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).isShowing()) {
                sum += slots.get(i).targetBitrate();
            }
        }
        return sum;
    }

    /** Tells what the next layer up needs; 0 when there is none. */
    private long choose(EgressSlot slot, long share, long proven, long now) {
        LayerChoice choice = slot.choice();
        if (choice == null) {
            return 0;
        }
        choice.refresh();
        slot.tellQuality(choice, estimator.target());
        // Of one layer nothing is left out as long as nobody told that the path is too narrow for it.
        if (!choice.isOpen() || (choice.ranks() == 1 && !estimator.isKnown())) {
            return 0;
        }
        choice.measure();
        LayerChooser chooser = choice.chooser();
        chooser.cap(choice.highestWithin(maxHeight));
        chooser.choose(share, proven, now);
        if (chooser.target() == LayerChooser.NONE) {
            return 0;
        }
        slot.follow(choice, now);
        return chooser.wanted();
    }

    /** Sends what a probe still lacks, as retransmissions of what the viewer has already: they disturb nobody. */
    void probe(ViewerEgress viewer, long now) {
        for (int due = probes.bytesDue(now); due > 0; ) {
            EgressSlot slot = viewer.slotToProbeWith();
            int sent = slot == null ? 0 : slot.stream().pad();
            if (sent == 0) {
                return;
            }
            due -= sent;
        }
    }
}
