package live.weir.bridge.forward;

import live.weir.bridge.rtp.Codec;

/**
 * What a published track is made of.
 *
 * @param mid its name in the publisher's description
 * @param layers how many simulcast layers it may have
 */
public record TrackFormat(String mid, Codec codec, int clockRate, int layers) {

    private static final int MOST_LAYERS = 4;

    public TrackFormat {
        if (layers < 1 || layers > MOST_LAYERS) {
            throw new IllegalArgumentException("A track has 1 to " + MOST_LAYERS + " layers, not " + layers);
        }
    }

    public boolean video() {
        return codec.isVideo();
    }
}
