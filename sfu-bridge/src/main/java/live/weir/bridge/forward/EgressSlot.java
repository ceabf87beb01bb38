package live.weir.bridge.forward;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import live.weir.bridge.forward.choose.LayerChooser;
import live.weir.bridge.forward.estimate.RtpBreaker;
import org.jspecify.annotations.Nullable;

/**
 * What one viewer sees in one of its tracks: packets of a publication, renumbered so that they are one unbroken stream,
 * whatever layer or publication they come from. Belongs to the viewer's loop.
 *
 * <pre>
 *   EMPTY ──watch──▶ WAITING ──keyframe (video), any packet (audio)──▶ SHOWING(layer) ──keyframe of the target layer──▶ …
 *     ▲                                                                    │
 *     └──────────────────────────── unwatch ───────────────────────────────┘
 * </pre>
 */
final class EgressSlot {

    private static final int NO_LAYER = -1;
    /** A clock that says otherwise is wrong. */
    private static final long MOST_SHIFT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** A late joiner is sent so many packets at once; beyond, a new keyframe is quicker. */
    private static final int REPLAY = 300;

    private final SlotFormat format;
    private final EgressTransport transport;
    private final PacketWriter writer;
    private final ViewerListener listener;
    private final SentPackets sent = new SentPackets();
    private final PictureIds pictureIds = new PictureIds();

    private @Nullable TrackOnLoop source;
    private @Nullable LayerChooser chooser;
    private @Nullable LayerOrder order;
    private int payloadType;
    private int rtxPayloadType;
    private int shown = NO_LAYER;
    private int target;

    private long sequenceOffset;
    private int timestampOffset;
    /** Packets before the switch to the source of now are not sent. */
    private long floor;

    private long lastSequence = 0x8000;
    private int lastTimestamp;
    private long lastArrival;
    private boolean started;
    private boolean clockMoved;
    private int toldLayer = NO_LAYER;

    private long resent;
    private long nacks;
    private long keyframes;
    private long keyframeRequests;
    private long lost;
    private double jitterMillis;

    EgressSlot(SlotFormat format, EgressTransport transport, ViewerListener listener) {
        this.format = format;
        this.listener = listener;
        this.transport = transport;
        this.writer = new PacketWriter(format, transport);
    }

    SlotFormat format() {
        return format;
    }

    int shownLayer() {
        return shown;
    }

    int targetLayer() {
        return target;
    }

    /** @param newRtxPayloadType -1 if the viewer takes no retransmission stream for this codec */
    void watch(TrackOnLoop track, int newPayloadType, int newRtxPayloadType, int layer) {
        unwatch();
        source = track;
        payloadType = newPayloadType;
        rtxPayloadType = format.rtxSsrc() == 0 ? -1 : newRtxPayloadType;
        target = layer;
        int layers = track.track().format().layers();
        chooser = layers > 1 ? LayerPlan.newChooser(layers) : null;
        order = LayerOrder.of(track.track());
        track.join(this);
        if (format.video()) {
            showSoon(track);
        }
    }

    /** With the newest keyframe, if what followed it is at hand, else with the next one. */
    private void showSoon(TrackOnLoop track) {
        MediaPacket keyframe = track.ring(target).completeSinceKeyframe(REPLAY);
        if (keyframe == null) {
            track.track().publisher().requestKeyframe(target);
            return;
        }
        long newest = track.ring(target).newest();
        for (long sequence = keyframe.sequence; sequence <= newest; sequence++) {
            MediaPacket packet = track.ring(target).get(sequence);
            if (packet != null) {
                forward(packet);
            }
        }
        flush();
    }

    void unwatch() {
        TrackOnLoop track = source;
        if (track == null) {
            return;
        }
        source = null;
        chooser = null;
        shown = NO_LAYER;
        sent.forget();
        breaker().pause();
        if (track.leave(this)) {
            track.track().leave(track);
        }
    }

    /** The layer to show from its next keyframe on. */
    void aim(int layer) {
        TrackOnLoop track = source;
        if (track == null || layer == target) {
            return;
        }
        target = layer;
        if (layer != shown) {
            track.track().publisher().requestKeyframe(layer);
        }
    }

    void forward(MediaPacket packet) {
        if (packet.layer != shown && !switchTo(packet)) {
            return;
        }
        if (packet.sequence >= floor) {
            send(packet, packet.sequence + sequenceOffset);
        }
    }

    private boolean switchTo(MediaPacket packet) {
        boolean mayStart = !format.video() || packet.startsKeyframe;
        if (packet.layer != target || !mayStart) {
            return false;
        }
        if (chooser != null) {
            int rank = order().rank(packet.layer);
            chooser().switchAt(rank);
        }
        boolean first = shown == NO_LAYER;
        timestampOffset = started ? continuedTimestamp(packet) - packet.timestamp : 0;
        shown = packet.layer;
        floor = packet.sequence;
        sequenceOffset = lastSequence + 1 - packet.sequence;
        clockMoved = true;
        if (!started) {
            started = true;
            listener.flowing(format);
        }
        if (first && packet.startsKeyframe) {
            listener.picture(format, packet.width, packet.height);
        }
        pictureIds.continueWith(packet);
        SentPackets.Run run = sent.begin(lastSequence + 1, sequenceOffset, timestampOffset, packet.layer);
        run.pictureIdShift = pictureIds.shift();
        run.tl0Shift = pictureIds.tl0Shift();
        return true;
    }

    /** By the clocks of both layers where they are known, so that lips stay in step; else as much later as it came later. */
    private int continuedTimestamp(MediaPacket packet) {
        ClockPoint from = clock();
        ClockPoint to = source == null ? null : source.track().publisher().clock(packet.layer);
        int byArrival = lastTimestamp + Math.max(1, ticks(packet.arrivedAt - lastArrival));
        if (from == null || to == null) {
            return byArrival;
        }
        int byClock = packet.timestamp + from.at(packet.arrivedAt) - to.at(packet.arrivedAt);
        boolean plausible = byClock - lastTimestamp > 0 && Math.abs(byClock - byArrival) < ticks(MOST_SHIFT_NANOS);
        return plausible ? byClock : byArrival;
    }

    private int ticks(long nanos) {
        int clockRate = source == null ? 1 : source.track().format().clockRate();
        return (int) (nanos * clockRate / TimeUnit.SECONDS.toNanos(1));
    }

    /** Whether the relation of the stream's times to ours is another since the last call. */
    boolean hasClockMoved() {
        boolean moved = clockMoved;
        clockMoved = false;
        return moved;
    }

    private void send(MediaPacket packet, long sequence) {
        int timestamp = packet.timestamp + timestampOffset;
        if (sequence > lastSequence) {
            lastSequence = sequence;
            lastTimestamp = timestamp;
            lastArrival = packet.arrivedAt;
        }
        keyframes += packet.startsKeyframe ? 1 : 0;
        writer.write(packet, payloadType, sequence, timestamp, pictureIds.rewrite(packet, writer.scratch()));
    }

    /** The viewer lacks a packet: sends it once more, if it is still at hand and wasn't sent again just now. */
    void resend(int wireSequence, long now) {
        nacks++;
        TrackOnLoop track = source;
        long sequence = lastSequence - ((lastSequence - wireSequence) & 0xFFFF);
        SentPackets.Run run = sent.runOf(sequence);
        // Without a stream for it nothing is sent again: one number must not be encrypted twice with other extensions.
        if (track == null
                || run == null
                || rtxPayloadType < 0
                || !sent.mayResend(sequence, now, transport.roundTripNanos())) {
            return;
        }
        MediaPacket packet = track.ring(run.layer).get(sequence - run.sequenceOffset);
        if (packet != null) {
            resent++;
            resend(packet, sequence, run);
        }
    }

    private void resend(MediaPacket packet, long sequence, SentPackets.Run run) {
        byte[] payload = PictureIds.rewrite(packet, writer.scratch(), run.pictureIdShift, run.tl0Shift);
        writer.writeAgain(packet, rtxPayloadType, sequence, packet.timestamp + run.timestampOffset, payload);
    }

    /** Sends a packet that the viewer has already once more, to fill the path; tells its size. */
    int pad() {
        TrackOnLoop track = source;
        SentPackets.Run run = sent.runOf(lastSequence);
        if (track == null || run == null) {
            return 0;
        }
        MediaPacket packet = track.ring(run.layer).get(lastSequence - run.sequenceOffset);
        if (packet == null) {
            return 0;
        }
        resend(packet, lastSequence, run);
        return packet.payloadLength;
    }

    boolean canPad() {
        return rtxPayloadType >= 0 && shown != NO_LAYER;
    }

    /** The viewer cannot go on without a keyframe. */
    void requestKeyframe() {
        keyframeRequests++;
        TrackOnLoop track = source;
        if (track != null && format.video()) {
            track.track().publisher().requestKeyframe(shown == NO_LAYER ? target : shown);
        }
    }

    void reported(long cumulativeLost, long jitter) {
        TrackOnLoop track = source;
        lost = Math.max(lost, cumulativeLost);
        jitterMillis =
                track == null ? 0 : 1000.0 * jitter / track.track().format().clockRate();
    }

    RtpBreaker breaker() {
        return writer.breaker();
    }

    long packets() {
        return writer.packets();
    }

    long payloadBytes() {
        return writer.payloadBytes();
    }

    /** Packets of what is shown that this loop could not take from the publisher's. */
    long missed() {
        TrackOnLoop track = source;
        return track == null ? 0 : track.dropped();
    }

    boolean isShowing() {
        return source != null;
    }

    int layers() {
        TrackOnLoop track = source;
        return track == null ? 0 : track.track().format().layers();
    }

    /** As the pictures tell it now; what was chosen by another order is forgotten. */
    LayerOrder order() {
        LayerOrder known = Objects.requireNonNull(order, "Nothing is shown");
        TrackOnLoop track = source;
        if (track == null) {
            return known;
        }
        LayerOrder now = LayerOrder.of(track.track());
        if (!now.isSameAs(known)) {
            chooser = LayerPlan.newChooser(layers());
        }
        order = now;
        return now;
    }

    LayerChooser chooser() {
        return Objects.requireNonNull(chooser, "A track of one layer leaves no choice");
    }

    long sourceBitrate(int layer) {
        TrackOnLoop track = source;
        return track == null ? 0 : track.track().publisher().bitrate(layer);
    }

    int sourceWidth(int layer) {
        TrackOnLoop track = source;
        return track == null || layer < 0 ? 0 : track.track().publisher().width(layer);
    }

    int sourceHeight(int layer) {
        TrackOnLoop track = source;
        return track == null || layer < 0 ? 0 : track.track().publisher().height(layer);
    }

    /** Whether another layer is shown than was told last; once. */
    boolean hasNews() {
        boolean news = shown != toldLayer && shown != NO_LAYER;
        toldLayer = shown;
        return news;
    }

    private String codec() {
        TrackOnLoop track = source;
        return track == null ? "" : track.track().format().codec().name();
    }

    SlotStatistics statistics() {
        return new SlotStatistics(
                format,
                codec(),
                shown,
                writer.packets(),
                writer.bytes(),
                lost,
                resent,
                nacks,
                keyframeRequests,
                keyframes,
                jitterMillis);
    }

    /** The stream's clock as the viewer sees it at a moment, for a sender report; null before anything was sent. */
    @Nullable
    ClockPoint clock() {
        TrackOnLoop track = source;
        ClockPoint published = track == null || shown == NO_LAYER
                ? null
                : track.track().publisher().clock(shown);
        return published == null
                ? null
                : new ClockPoint(published.rtpTime() + timestampOffset, published.nanos(), published.clockRate());
    }

    void flush() {
        transport.flush();
    }
}
