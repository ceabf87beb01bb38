package live.weir.bridge.forward;

import java.util.List;
import live.weir.bridge.rtp.Codec;

/**
 * What a published track is made of.
 *
 * @param mid its name in the publisher's description
 * @param rids names of its simulcast layers, the tallest first; empty for a single stream
 */
public record TrackFormat(String mid, Codec codec, int clockRate, List<String> rids) {

    private static final int MOST_LAYERS = 4;

    public TrackFormat {
        rids = List.copyOf(rids);
        if (rids.size() > MOST_LAYERS) {
            throw new IllegalArgumentException("A track has at most " + MOST_LAYERS + " layers, not " + rids.size());
        }
    }

    public boolean video() {
        return codec.isVideo();
    }

    /** How many simulcast layers it may have; 1 without any. */
    public int layers() {
        return Math.max(1, rids.size());
    }

    /** As the publisher calls it, or else its number. */
    public String nameOf(int layer) {
        return layer < 0 || rids.isEmpty() ? Integer.toString(layer) : rids.get(layer);
    }
}
