package live.weir.bridge.engine.kurento;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kurento.client.MediaType;
import org.kurento.client.RTCOutboundRTPStreamStats;
import org.kurento.client.Stats;

/**
 * Whether a viewer is still there. A server keeps sending to one that is gone: it makes no consent checks (RFC 7675), its ICE
 * stays up, and an encrypted goodbye is not always said. But who is there reports on what it receives, and no two reports
 * are alike in all of round trip, losses and requests; so when nothing of them changes while packets go out, nobody reports.
 */
final class ViewerSigns {

    /** What the newest report said, by the server's figures. */
    private record Report(double roundTrip, long lost, double fraction, double remb, long requests) {}

    private static final class Row {
        private @Nullable Report report;
        private long sent;
        private long heardAt;
        private long sentAt;
    }

    private final Map<MediaType, Row> rows = new EnumMap<>(MediaType.class);
    private final long patienceNanos;

    ViewerSigns(long patienceNanos) {
        this.patienceNanos = patienceNanos;
    }

    /** Takes the figures of one kind of media; tells whether the client has been silent for too long. */
    boolean isSilent(MediaType kind, Map<String, Stats> figures, long now) {
        boolean silent = false;
        for (Stats one : figures.values()) {
            if (one instanceof RTCOutboundRTPStreamStats out) {
                silent |= isSilent(rows.computeIfAbsent(kind, none -> new Row()), out, now);
            }
        }
        return silent;
    }

    /** Where nothing is sent there is nothing to report on: that time does not count. */
    private boolean isSilent(Row row, RTCOutboundRTPStreamStats out, long now) {
        Report report = new Report(
                out.getRoundTripTime(),
                out.getPacketsLost(),
                out.getFractionLost(),
                out.getRemb(),
                out.getNackCount() + out.getPliCount() + out.getFirCount());
        boolean sends = out.getPacketsSent() > row.sent;
        if (!report.equals(row.report)) {
            row.heardAt = now;
        } else if (!sends) {
            row.heardAt += now - row.sentAt;
        }
        row.report = report;
        row.sent = out.getPacketsSent();
        row.sentAt = now;
        return now - row.heardAt > patienceNanos;
    }
}
