package live.weir.bridge.engine;

import java.util.List;
import java.util.Map;

/**
 * One track of a publication.
 *
 * @param mid its name in the session's description
 * @param codec as in SDP: VP8, H264, opus …
 * @param parameters the codec's format parameters
 * @param layers the rids of a simulcast publication, the tallest first; empty for a single stream
 */
public record TrackDescription(
        String mid, MediaKind kind, String codec, int clockRate, Map<String, String> parameters, List<String> layers) {

    public TrackDescription {
        parameters = Map.copyOf(parameters);
        layers = List.copyOf(layers);
    }
}
