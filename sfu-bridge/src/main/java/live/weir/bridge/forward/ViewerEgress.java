package live.weir.bridge.forward;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import live.weir.bridge.forward.estimate.BandwidthEstimator;
import live.weir.bridge.forward.estimate.EstimatorSettings;
import live.weir.bridge.forward.estimate.ProbePlanner;
import live.weir.bridge.rtp.RtpHeaderWriter;
import org.jspecify.annotations.Nullable;

/**
 * One viewer: the slots it has room for, what it reports, and how much its path carries. Made and used on the loop that owns
 * the viewer's transport.
 */
public final class ViewerEgress implements EgressTransport {

    private static final long REPORT_NANOS = TimeUnit.MILLISECONDS.toNanos(1000);
    private static final long CHOICE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    /** IP, UDP and what encryption adds: the path carries these too. */
    private static final int OVERHEAD = 20 + 8 + 16;

    private final EventExecutor loop;
    private final PacketOut out;
    private final List<EgressSlot> slots = new ArrayList<>();
    private final ProbePlanner probes = new ProbePlanner();
    private final BandwidthEstimator estimator = new BandwidthEstimator(EstimatorSettings.USUAL, probes);
    private final ViewerFeedback feedback;
    private final ViewerReports reports;
    private final LayerPlan layers;

    private long transportSequence = 1;
    private boolean stamped;
    private long reportedAt;
    private long chosenAt;
    private boolean closed;

    public ViewerEgress(
            EventExecutor loop, PacketOut out, List<SlotFormat> formats, String cname, ViewerListener listener) {
        this.loop = loop;
        this.out = out;
        for (SlotFormat format : formats) {
            slots.add(new EgressSlot(format, this, listener));
        }
        this.feedback = new ViewerFeedback(slots, estimator, listener);
        this.reports = new ViewerReports(slots, out, cname);
        this.layers = new LayerPlan(slots, estimator, probes, listener);
    }

    /** Shows the track in the slot, from its next keyframe on. */
    public void watch(int slot, PublishedTrack track, int payloadType, int rtxPayloadType) {
        if (!closed) {
            EgressSlot shown = slots.get(slot);
            shown.watch(track.on(loop), payloadType, rtxPayloadType, layers.firstLayer(track));
        }
    }

    public void unwatch(int slot) {
        slots.get(slot).unwatch();
    }

    /** The tallest picture that the viewer wants, 0 for no limit. */
    public void limitHeight(int maxHeight) {
        layers.limitHeight(maxHeight);
    }

    public void rtcp(byte[] bytes, int offset, int length) {
        feedback.read(bytes, offset, length, transportSequence, System.nanoTime());
        out.flush();
    }

    public void tick(long now) {
        estimator.tick(now);
        reports.sendMoved(now);
        if (now - reportedAt >= REPORT_NANOS) {
            reportedAt = now;
            reports.send(now);
            feedback.tick(now);
        }
        if (now - chosenAt >= CHOICE_NANOS) {
            chosenAt = now;
            layers.choose(now);
        }
        layers.probe(this, now);
        out.flush();
    }

    public void close() {
        closed = true;
        slots.forEach(EgressSlot::unwatch);
    }

    /** In nanoseconds; -1 until the viewer told. */
    public long roundTrip() {
        return feedback.roundTripKnown() ? estimator.roundTripNanos() : -1;
    }

    public long estimatedBitrate() {
        return estimator.target();
    }

    /** Packets that this loop was too slow to take over from the publishers'. */
    public long missed() {
        return slots.stream().mapToLong(EgressSlot::missed).sum();
    }

    public List<SlotStatistics> statistics() {
        return slots.stream().map(EgressSlot::statistics).toList();
    }

    @Override
    public void stamp(RtpHeaderWriter writer, SlotFormat.ExtensionIds ids) {
        if (ids.sendTime() > 0) {
            writer.extension24(ids.sendTime(), MediaTime.sendTime(System.nanoTime()));
        }
        stamped = ids.transportSequence() > 0;
        if (stamped) {
            writer.extension16(ids.transportSequence(), (int) transportSequence);
        }
    }

    @Override
    public void send(byte[] header, int headerLength, byte[] payload, int payloadOffset, int payloadLength) {
        if (stamped) {
            estimator.sent(transportSequence++, headerLength + payloadLength + OVERHEAD, System.nanoTime());
        }
        out.sendRtp(header, headerLength, payload, payloadOffset, payloadLength);
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public long roundTripNanos() {
        return estimator.roundTripNanos();
    }

    @Nullable
    EgressSlot slotToProbeWith() {
        for (EgressSlot slot : slots) {
            if (slot.canPad()) {
                return slot;
            }
        }
        return null;
    }
}
