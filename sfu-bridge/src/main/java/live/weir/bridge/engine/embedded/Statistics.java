package live.weir.bridge.engine.embedded;

import java.time.Duration;
import java.util.List;
import live.weir.bridge.engine.MediaKind;
import live.weir.bridge.engine.SessionState;
import live.weir.bridge.engine.SessionStatistics;
import live.weir.bridge.engine.SessionStatistics.TrackStatistics;
import live.weir.bridge.forward.PublisherIngress;
import live.weir.bridge.forward.SlotStatistics;
import live.weir.bridge.forward.StreamStatistics;
import live.weir.bridge.forward.ViewerEgress;
import org.jspecify.annotations.Nullable;

/** The packet path's figures in the words of the contract. */
final class Statistics {

    private Statistics() {}

    static SessionStatistics ofPublisher(SessionState state, String path, @Nullable PublisherIngress ingress) {
        List<TrackStatistics> tracks = ingress == null
                ? List.of()
                : ingress.statistics().stream().map(Statistics::received).toList();
        return new SessionStatistics(state, path, null, 0, ingress == null ? 0 : ingress.unbound(), tracks);
    }

    static SessionStatistics ofViewer(SessionState state, String path, @Nullable ViewerEgress egress) {
        if (egress == null) {
            return new SessionStatistics(state, path, null, 0, 0, List.of());
        }
        return new SessionStatistics(
                state,
                path,
                egress.roundTrip() < 0 ? null : Duration.ofNanos(egress.roundTrip()),
                egress.estimatedBitrate(),
                egress.missed() + egress.dropped(),
                egress.statistics().stream().map(Statistics::sent).toList());
    }

    private static TrackStatistics received(StreamStatistics stream) {
        return new TrackStatistics(
                stream.format().mid(),
                stream.format().video() ? MediaKind.VIDEO : MediaKind.AUDIO,
                stream.format().codec().name(),
                stream.format().nameOf(stream.layer()),
                stream.packets(),
                stream.bytes(),
                stream.lost(),
                stream.recovered(),
                stream.nacks(),
                stream.keyframeRequests(),
                stream.keyframes(),
                stream.jitterMillis());
    }

    private static TrackStatistics sent(SlotStatistics slot) {
        return new TrackStatistics(
                slot.format().mid(),
                slot.format().video() ? MediaKind.VIDEO : MediaKind.AUDIO,
                slot.codec(),
                slot.layer(),
                slot.packets(),
                slot.bytes(),
                slot.lost(),
                slot.resent(),
                slot.nacks(),
                slot.keyframeRequests(),
                slot.keyframes(),
                slot.jitterMillis());
    }
}
