package live.weir.bridge.forward;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import live.weir.bridge.forward.estimate.BandwidthEstimator;
import live.weir.bridge.forward.estimate.EstimatorSettings;
import live.weir.bridge.forward.estimate.ProbePlanner;
import live.weir.bridge.forward.send.Pacer;
import live.weir.bridge.forward.send.PacerPolicy;
import live.weir.bridge.rtp.RtpHeaderWriter;
import org.jspecify.annotations.Nullable;

/**
 * One viewer: the slots it has room for, what it reports, and how much its path carries. Made and used on the loop that owns
 * the viewer's transport.
 */
public final class ViewerEgress implements EgressTransport {

    private static final long REPORT_NANOS = TimeUnit.MILLISECONDS.toNanos(1000);
    private static final long CHOICE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    /** Between two parts of a probe: in fewer and larger ones their tail would look like a slow path. */
    private static final long PROBE_STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    /** IP, UDP and what encryption adds: the path carries these too. */
    private static final int OVERHEAD = 20 + 8 + 16;

    private final EventExecutor loop;
    private final PacketOut out;
    private final ViewerListener listener;
    private final LongSupplier clock;
    private final Later later;
    private final List<EgressSlot> slots = new ArrayList<>();
    private final ProbePlanner probes = new ProbePlanner();
    private final BandwidthEstimator estimator = new BandwidthEstimator(EstimatorSettings.USUAL, probes);
    private final Pacer pacer = new Pacer(PacerPolicy.USUAL);
    private final ViewerFeedback feedback;
    private final ViewerReports reports;
    private final LayerPlan layers;

    private long transportSequence = 1;
    private boolean stamped;
    private long reportedAt;
    private long chosenAt;
    /** A further part of a probe is due. */
    private boolean stepping;

    private boolean closed;

    public ViewerEgress(
            EventExecutor loop, PacketOut out, List<SlotFormat> formats, String cname, ViewerListener listener) {
        this(loop, out, formats, cname, listener, System::nanoTime, onLoop(loop));
    }

    /** Runs something on the loop after a time. */
    interface Later {
        void run(Runnable task, long nanos);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it finds out by itself that the viewer has left
    private static Later onLoop(EventExecutor loop) {
        return (task, nanos) -> {
            if (!loop.isShuttingDown()) {
                loop.schedule(task, nanos, TimeUnit.NANOSECONDS);
            }
        };
    }

    /** @param clock the time, as {@link System#nanoTime} tells it */
    ViewerEgress(
            EventExecutor loop,
            PacketOut out,
            List<SlotFormat> formats,
            String cname,
            ViewerListener listener,
            LongSupplier clock,
            Later later) {
        this.loop = loop;
        this.out = out;
        this.clock = clock;
        this.later = later;
        this.listener = listener;
        arrange(formats);
        this.feedback = new ViewerFeedback(slots, estimator, listener);
        this.reports = new ViewerReports(slots, out, cname);
        this.layers = new LayerPlan(slots, estimator, probes);
    }

    /** Makes these the viewer's slots, in this order: those that are known by their SSRC go on with what they show. */
    public void arrange(List<SlotFormat> formats) {
        List<EgressSlot> known = List.copyOf(slots);
        slots.clear();
        for (SlotFormat format : formats) {
            slots.add(known.stream()
                    .filter(slot -> slot.format().ssrc() == format.ssrc())
                    .findFirst()
                    .orElseGet(() -> new EgressSlot(format, this, pacer, listener)));
        }
        known.stream().filter(slot -> !slots.contains(slot)).forEach(EgressSlot::close);
    }

    /** Shows the track in the slot, from its next keyframe on. */
    public void watch(int slot, PublishedTrack track, PayloadTypes types) {
        if (!closed) {
            EgressSlot shown = slots.get(slot);
            shown.watch(track.on(loop), types, layers.firstLayer(track));
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
        feedback.read(bytes, offset, length, transportSequence, now());
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
        probe(now);
        pace(now);
        out.flush();
    }

    private void probe(long now) {
        layers.probe(this, now);
        if (probes.isSending() && !stepping && slotToProbeWith() != null) {
            stepping = true;
            later.run(this::stepProbe, PROBE_STEP_NANOS);
        }
    }

    private void stepProbe() {
        stepping = false;
        if (!closed) {
            probe(now());
            out.flush();
        }
    }

    /** Before the viewer told how much its path carries, nothing waits. */
    private void pace(long now) {
        if (estimator.isKnown()) {
            pacer.target(estimator.target(), now);
            pacer.drain(now);
        }
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

    /** Packets that were forgotten because too many waited for the path. */
    public long dropped() {
        return slots.stream().mapToLong(slot -> slot.counters().dropped()).sum();
    }

    public List<SlotStatistics> statistics() {
        return slots.stream().map(EgressSlot::statistics).toList();
    }

    @Override
    public void stamp(RtpHeaderWriter writer, SlotFormat.ExtensionIds ids) {
        if (ids.sendTime() > 0) {
            writer.extension24(ids.sendTime(), MediaTime.sendTime(now()));
        }
        stamped = ids.transportSequence() > 0;
        if (stamped) {
            writer.extension16(ids.transportSequence(), (int) transportSequence);
        }
    }

    @Override
    public void send(byte[] header, int headerLength, byte[] payload, int payloadOffset, int payloadLength) {
        if (stamped) {
            estimator.sent(transportSequence++, headerLength + payloadLength + OVERHEAD, now());
        }
        out.sendRtp(header, headerLength, payload, payloadOffset, payloadLength);
    }

    @Override
    public void flush() {
        if (!pacer.isIdle()) {
            pacer.drain(now());
        }
        out.flush();
    }

    @Override
    public long now() {
        return clock.getAsLong();
    }

    @Override
    public long roundTripNanos() {
        return estimator.roundTripNanos();
    }

    EgressSlot slot(int index) {
        return slots.get(index);
    }

    @Nullable
    EgressSlot slotToProbeWith() {
        for (EgressSlot slot : slots) {
            if (slot.stream().canPad()) {
                return slot;
            }
        }
        return null;
    }
}
