package live.weir.bridge.engine;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session's figures since its start.
 *
 * @param roundTrip null until it was measured
 * @param estimatedBitrate what the path to the viewer carries, in bits per second; 0 for publishers
 */
public record SessionStatistics(
        SessionState state,
        String transport,
        @Nullable Duration roundTrip,
        long estimatedBitrate,
        long packetsDropped,
        List<TrackStatistics> tracks) {

    /**
     * One stream, in the direction in which media flows.
     *
     * @param lost by the receiver's account
     * @param recovered of these, by retransmission
     */
    public record TrackStatistics(
            String mid,
            MediaKind kind,
            String codec,
            String layer,
            long packets,
            long bytes,
            long lost,
            long recovered,
            long nacks,
            long keyframeRequests,
            long keyframes,
            double jitterMillis) {}

    public SessionStatistics {
        tracks = List.copyOf(tracks);
    }
}
