package live.weir.bridge.sdp;

import java.util.List;

/**
 * What a publisher and this side agreed on.
 *
 * @param tracks that flow
 * @param refused every other m-line, and why
 */
public record NegotiatedPublisher(PeerTransport transport, List<PublishedTrack> tracks, List<RefusedMedia> refused) {

    public NegotiatedPublisher {
        tracks = List.copyOf(tracks);
        refused = List.copyOf(refused);
    }
}
