package live.weir.bridge.forward;

import java.util.Objects;
import live.weir.bridge.forward.choose.LayerChooser;
import live.weir.bridge.forward.choose.LayerPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What there is to choose of a track that a slot shows: between the layers of a simulcast, or between the spatial layers
 * within one stream; and between temporal layers. Choices are ranks, 0 the lowest. Belongs to the viewer's loop.
 */
final class LayerChoice {

    private final PublishedTrack track;
    private LayerOrder order;
    private Scalability scalability;
    private int temporals;
    private @Nullable LayerChooser chooser;

    LayerChoice(PublishedTrack track) {
        this.track = track;
        this.order = LayerOrder.of(track);
        this.scalability = scalability();
        this.temporals = countTemporals();
        this.chooser = newChooser();
    }

    /** Of the stream that holds spatial layers, if there is but one. */
    private Scalability scalability() {
        return track.format().layers() == 1 ? track.publisher().scalability(0) : Scalability.UNKNOWN;
    }

    private int countTemporals() {
        int most = 1;
        for (int layer = 0; layer < track.format().layers(); layer++) {
            most = Math.max(most, track.publisher().scalability(layer).temporals());
        }
        return most;
    }

    private @Nullable LayerChooser newChooser() {
        return ranks() > 1 || temporals > 1 ? new LayerChooser(ranks(), temporals, LayerPolicy.USUAL) : null;
    }

    /** As the publisher's streams tell it now; what was chosen when they were others is forgotten. */
    void refresh() {
        LayerOrder orderNow = LayerOrder.of(track);
        Scalability scalabilityNow = scalability();
        int temporalsNow = countTemporals();
        boolean same = orderNow.isSameAs(order)
                && temporalsNow == temporals
                && scalabilityNow.spatials() == scalability.spatials();
        order = orderNow;
        scalability = scalabilityNow;
        temporals = temporalsNow;
        if (!same) {
            chooser = newChooser();
        }
    }

    /** Whether there is anything to choose, if only between temporal layers. */
    boolean isOpen() {
        return chooser != null;
    }

    LayerChooser chooser() {
        return Objects.requireNonNull(chooser, "A track of one layer leaves no choice");
    }

    /** Whether it is between spatial layers of one stream. */
    boolean isWithinStream() {
        return scalability.spatials() > 1;
    }

    int ranks() {
        return isWithinStream() ? scalability.spatials() : track.format().layers();
    }

    int topTemporal() {
        return temporals - 1;
    }

    /** The stream of a rank. */
    int layer(int rank) {
        return isWithinStream() ? 0 : order.layer(rank);
    }

    int rank(int layer, int spatial) {
        return isWithinStream() ? Math.min(spatial, ranks() - 1) : order.rank(layer);
    }

    /** The middle one that is being sent, from where both ways are short. */
    int firstSpatial() {
        int spatials = scalability.spatials();
        for (int away = 0; away < spatials; away++) {
            int spatial = (spatials / 2 + away) % spatials;
            if (scalability.isSent(spatial)) {
                return spatial;
            }
        }
        return 0;
    }

    /** The highest rank whose picture is not taller than the viewer wants; the lowest if all are. */
    int highestWithin(int maxHeight) {
        if (!isWithinStream()) {
            return order.highestWithin(maxHeight);
        }
        int rank = ranks() - 1;
        while (maxHeight > 0 && rank > 0 && scalability.height(rank) > maxHeight) {
            rank--;
        }
        return rank;
    }

    /** Tells the chooser what each layer takes now. */
    void measure() {
        for (int rank = 0; rank < ranks(); rank++) {
            for (int temporal = 0; temporal < temporals; temporal++) {
                chooser().measure(rank, temporal, bitrate(rank, temporal));
            }
            chooser().activate(rank, isSent(rank));
        }
    }

    private boolean isSent(int rank) {
        return isWithinStream() ? scalability.isSent(rank) : track.publisher().bitrate(layer(rank)) > 0;
    }

    /** Bits per second, up to and including a temporal layer. */
    long bitrate(int rank, int temporal) {
        if (isWithinStream()) {
            return scalability.upTo(rank, temporal);
        }
        int layer = layer(rank);
        return temporal == topTemporal()
                ? track.publisher().bitrate(layer)
                : track.publisher().scalability(layer).upTo(0, temporal);
    }

    /** By its publisher's name for it; those within a stream by their number from the lowest. */
    String name(int layer, int spatial) {
        return isWithinStream() ? "s" + spatial : track.format().nameOf(layer);
    }

    /** In pixels; 0 where it is not known. */
    int width(int layer, int spatial) {
        return isWithinStream() ? scalability.width(spatial) : track.publisher().width(layer);
    }

    /** In pixels; 0 where it is not known. */
    int height(int layer, int spatial) {
        return isWithinStream()
                ? scalability.height(spatial)
                : track.publisher().height(layer);
    }
}
