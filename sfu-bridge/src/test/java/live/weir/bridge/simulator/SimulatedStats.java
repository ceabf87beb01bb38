package live.weir.bridge.simulator;

import com.google.gson.JsonObject;
import java.time.Duration;
import live.weir.bridge.engine.MediaKind;
import live.weir.bridge.engine.MediaSession;
import live.weir.bridge.engine.PublishSession;
import live.weir.bridge.engine.SessionStatistics;
import live.weir.bridge.engine.SessionStatistics.TrackStatistics;
import live.weir.testing.Now;
import org.jspecify.annotations.Nullable;

/** The engine's figures as a server tells them. */
final class SimulatedStats {

    private SimulatedStats() {}

    static JsonObject of(MediaSession session, boolean video) {
        SessionStatistics figures = Now.now(session.statistics());
        boolean in = session instanceof PublishSession;
        JsonObject all = new JsonObject();
        for (TrackStatistics track : figures.tracks()) {
            if ((track.kind() == MediaKind.VIDEO) == video) {
                all.add(track.mid(), in ? inbound(track) : outbound(track, figures.roundTrip()));
            }
        }
        return all;
    }

    private static JsonObject inbound(TrackStatistics track) {
        JsonObject stats = stream(track, "RTCInboundRTPStreamStats", "inboundrtp");
        stats.addProperty("packetsReceived", track.packets());
        stats.addProperty("bytesReceived", track.bytes());
        stats.addProperty("jitter", track.jitterMillis() / 1000);
        return stats;
    }

    private static JsonObject outbound(TrackStatistics track, @Nullable Duration roundTrip) {
        JsonObject stats = stream(track, "RTCOutboundRTPStreamStats", "outboundrtp");
        stats.addProperty("packetsSent", track.packets());
        stats.addProperty("bytesSent", track.bytes());
        stats.addProperty("targetBitrate", 0.0);
        stats.addProperty("roundTripTime", roundTrip == null ? 0.0 : roundTrip.toNanos() / 1e9);
        return stats;
    }

    private static JsonObject stream(TrackStatistics track, String type, String statsType) {
        JsonObject stats = SimulatedWebRtc.typed(type);
        stats.addProperty("id", track.mid());
        stats.addProperty("type", statsType);
        stats.addProperty("timestampMillis", 1_700_000_000_000L);
        stats.addProperty("ssrc", "1");
        stats.addProperty("associateStatsId", "");
        stats.addProperty("isRemote", false);
        stats.addProperty("mediaTrackId", "");
        stats.addProperty("transportId", "");
        stats.addProperty("codecId", "");
        stats.addProperty("firCount", 0);
        stats.addProperty("pliCount", track.keyframeRequests());
        stats.addProperty("nackCount", track.nacks());
        stats.addProperty("sliCount", 0);
        stats.addProperty("remb", 0);
        stats.addProperty("packetsLost", track.lost());
        stats.addProperty("fractionLost", 0.0);
        return stats;
    }
}
