package live.weir.bridge.engine;

import java.util.List;

/** What a performer publishes. */
public record PublicationDescription(PerformerId performer, SessionId session, List<TrackDescription> tracks) {

    public PublicationDescription {
        tracks = List.copyOf(tracks);
    }
}
