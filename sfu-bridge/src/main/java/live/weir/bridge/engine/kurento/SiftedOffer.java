package live.weir.bridge.engine.kurento;

import java.util.List;
import java.util.Optional;
import live.weir.bridge.sdp.Codec;
import live.weir.bridge.sdp.MediaKind;
import org.jspecify.annotations.Nullable;

/**
 * An offer that a server may see.
 *
 * @param tracks at most one of each kind, the sound first
 */
record SiftedOffer(String text, List<Track> tracks) {

    SiftedOffer {
        tracks = List.copyOf(tracks);
    }

    /** @param rtxPayloadType of retransmissions, as the client would take them; null if it knows none */
    record Track(
            String mid,
            MediaKind kind,
            int payloadType,
            @Nullable Integer rtxPayloadType,
            Codec codec) {

        boolean owns(int type) {
            Integer rtx = rtxPayloadType;
            return type == payloadType || (rtx != null && type == rtx);
        }

        boolean isVideo() {
            return kind == MediaKind.VIDEO;
        }
    }

    Optional<Track> video() {
        return tracks.stream().filter(Track::isVideo).findFirst();
    }
}
