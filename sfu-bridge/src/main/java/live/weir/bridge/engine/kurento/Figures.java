package live.weir.bridge.engine.kurento;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import live.weir.bridge.engine.MediaKind;
import live.weir.bridge.engine.SessionState;
import live.weir.bridge.engine.SessionStatistics;
import live.weir.bridge.engine.SessionStatistics.TrackStatistics;
import org.jspecify.annotations.Nullable;
import org.kurento.client.RTCInboundRTPStreamStats;
import org.kurento.client.RTCOutboundRTPStreamStats;
import org.kurento.client.RTCRTPStreamStats;
import org.kurento.client.Stats;

/** A server's figures in the words of the contract. What it doesn't count is 0. */
final class Figures {

    private static final double MILLIS = 1000;

    private Figures() {}

    static SessionStatistics of(
            SessionState state,
            String path,
            SiftedOffer offer,
            Map<String, Stats> audio,
            Map<String, Stats> video,
            boolean received) {
        List<TrackStatistics> tracks = new ArrayList<>();
        long remb = 0;
        Duration roundTrip = null;
        for (SiftedOffer.Track track : offer.tracks()) {
            for (Stats one : (track.isVideo() ? video : audio).values()) {
                if (received && one instanceof RTCInboundRTPStreamStats in) {
                    tracks.add(
                            track(track, in, in.getPacketsReceived(), in.getBytesReceived(), in.getJitter() * MILLIS));
                } else if (!received && one instanceof RTCOutboundRTPStreamStats out) {
                    tracks.add(track(track, out, out.getPacketsSent(), out.getBytesSent(), 0));
                    remb = Math.max(remb, out.getRemb());
                    roundTrip = longer(roundTrip, out.getRoundTripTime());
                }
            }
        }
        return new SessionStatistics(state, path, roundTrip, remb, 0, tracks);
    }

    private static @Nullable Duration longer(@Nullable Duration known, double seconds) {
        if (seconds <= 0) {
            return known;
        }
        Duration measured = Duration.ofNanos((long) (seconds * 1e9));
        return known == null || measured.compareTo(known) > 0 ? measured : known;
    }

    private static TrackStatistics track(
            SiftedOffer.Track track, RTCRTPStreamStats stats, long packets, long bytes, double jitterMillis) {
        return new TrackStatistics(
                track.mid(),
                track.isVideo() ? MediaKind.VIDEO : MediaKind.AUDIO,
                track.codec().name(),
                "0",
                packets,
                bytes,
                stats.getPacketsLost(),
                0,
                stats.getNackCount(),
                stats.getPliCount() + stats.getFirCount(),
                0,
                jitterMillis);
    }
}
