package live.weir.bridge.forward;

import java.util.Objects;
import live.weir.bridge.forward.choose.LayerChooser;
import live.weir.bridge.forward.estimate.RtpBreaker;
import live.weir.bridge.forward.send.Lane;
import live.weir.bridge.forward.send.Pacer;
import org.jspecify.annotations.Nullable;

/**
 * What one viewer sees in one of its tracks: chooses the packets of a publication and of its layers that the viewer gets,
 * and lets them leave when the path takes them; their numbers are their {@link EgressStream}'s. Belongs to the viewer's loop.
 *
 * <pre>
 *   EMPTY ──watch──▶ WAITING ──keyframe (video), any packet (audio)──▶ SHOWING(layer) ──keyframe of the target layer──▶ …
 *     ▲                 ▲                                                  │      │
 *     │                 └──── too much waits for the path: forgotten ──────┘      │
 *     └──────────────────────────── unwatch ──────────────────────────────────────┘
 * </pre>
 */
final class EgressSlot implements Lane.Outlet<MediaPacket> {

    private static final int NO_LAYER = EgressStream.NO_LAYER;

    /** A late joiner is sent so many packets at once; beyond, a new keyframe is quicker. */
    private static final int REPLAY = 300;

    private final SlotFormat format;
    private final EgressTransport transport;
    private final EgressStream stream;
    private final Lane<MediaPacket> lane;

    private @Nullable TrackOnLoop source;
    private @Nullable LayerChooser chooser;
    private @Nullable LayerOrder order;
    /** As many as the publisher's streams have been seen to have. */
    private int temporals = 1;
    /** Of the packets that come now; what leaves now may still be of another. */
    private int chosen = NO_LAYER;

    private int target;
    /** Packets before the switch to the layer of now are not sent. */
    private long floor;

    private int toldLayer = NO_LAYER;

    private long dropped;
    private long nacks;
    private long keyframeRequests;
    private long lost;
    private double jitterMillis;

    EgressSlot(SlotFormat format, EgressTransport transport, Pacer pacer, ViewerListener listener) {
        this.format = format;
        this.transport = transport;
        this.stream = new EgressStream(format, transport, listener);
        this.lane = pacer.lane(this);
    }

    SlotFormat format() {
        return format;
    }

    EgressStream stream() {
        return stream;
    }

    int shownLayer() {
        return stream.shownLayer();
    }

    int targetLayer() {
        return target;
    }

    /** @param rtxPayloadType -1 if the viewer takes no retransmission stream for this codec */
    void watch(TrackOnLoop track, int payloadType, int rtxPayloadType, int layer) {
        unwatch();
        source = track;
        stream.follow(track, payloadType, rtxPayloadType);
        target = layer;
        temporals = temporals(track.track());
        chooser = newChooser(track.track());
        stream.limitTemporal(TemporalFilter.ALL);
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
        chosen = NO_LAYER;
        lane.clear();
        stream.unfollow();
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
        if (layer != chosen) {
            track.track().publisher().requestKeyframe(layer);
        }
    }

    void forward(MediaPacket packet) {
        if (packet.layer != chosen && !switchTo(packet)) {
            return;
        }
        if (packet.sequence >= floor) {
            pass(packet);
        }
    }

    private boolean switchTo(MediaPacket packet) {
        boolean mayStart = !format.video() || packet.startsKeyframe;
        if (packet.layer != target || !mayStart) {
            return false;
        }
        if (chooser != null) {
            chooser().switchAt(order().rank(packet.layer));
            thin();
        }
        chosen = packet.layer;
        floor = packet.sequence;
        return true;
    }

    /** Voices do not wait; a picture's packet does while the path has too much of others. */
    private void pass(MediaPacket packet) {
        long now = transport.now();
        if (!format.video() || lane.mayPass(now)) {
            lane.passed(stream.send(packet), now);
        } else if (lane.hold(packet, packet.wireLength(), now)) {
            packet.retain();
        } else {
            startOver();
        }
    }

    /** There is no room for more: what waits is forgotten, and nothing more is sent before a keyframe. */
    private void startOver() {
        dropped += lane.clear() + 1;
        chosen = NO_LAYER;
        stream.pause();
        TrackOnLoop track = source;
        if (track != null) {
            track.track().publisher().requestKeyframe(target);
        }
    }

    @Override
    public int send(MediaPacket packet, long now) {
        try {
            return stream.send(packet);
        } finally {
            packet.release();
        }
    }

    @Override
    public int sendAgain(long sequence, long now) {
        return stream.sendAgain(sequence);
    }

    @Override
    public void discard(MediaPacket packet) {
        packet.release();
    }

    /** The viewer lacks a packet. */
    void resend(int wireSequence, long now) {
        nacks++;
        long sequence = stream.wanted(wireSequence, now);
        if (sequence == EgressStream.NOT_AT_HAND) {
            return;
        }
        if (!format.video() || lane.mayPass(now)) {
            lane.passed(stream.sendAgain(sequence), now);
        } else if (!lane.holdAgain(sequence, now)) {
            dropped++;
        }
    }

    /** The viewer cannot go on without a keyframe. */
    void requestKeyframe() {
        keyframeRequests++;
        TrackOnLoop track = source;
        if (track != null && format.video()) {
            track.track().publisher().requestKeyframe(chosen == NO_LAYER ? target : chosen);
        }
    }

    void reported(long cumulativeLost, long jitter) {
        TrackOnLoop track = source;
        lost = Math.max(lost, cumulativeLost);
        jitterMillis =
                track == null ? 0 : 1000.0 * jitter / track.track().format().clockRate();
    }

    RtpBreaker breaker() {
        return stream.breaker();
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

    /** As the publisher's streams tell it now; what was chosen when they were others is forgotten. */
    LayerOrder order() {
        LayerOrder known = Objects.requireNonNull(order, "Nothing is shown");
        TrackOnLoop track = source;
        if (track == null) {
            return known;
        }
        LayerOrder now = LayerOrder.of(track.track());
        int temporalsNow = temporals(track.track());
        if (!now.isSameAs(known) || temporalsNow != temporals) {
            temporals = temporalsNow;
            chooser = newChooser(track.track());
        }
        order = now;
        return now;
    }

    private static int temporals(PublishedTrack track) {
        int most = 1;
        for (int layer = 0; layer < track.format().layers(); layer++) {
            most = Math.max(most, track.publisher().temporalRates(layer).temporals());
        }
        return most;
    }

    private @Nullable LayerChooser newChooser(PublishedTrack track) {
        int layers = track.format().layers();
        return layers > 1 || temporals > 1 ? LayerPlan.newChooser(layers, temporals) : null;
    }

    int temporals() {
        return temporals;
    }

    /** Whether there is anything to choose, if only between temporal layers. */
    boolean hasChoice() {
        return chooser != null;
    }

    LayerChooser chooser() {
        return Objects.requireNonNull(chooser, "A track of one layer leaves no choice");
    }

    /** Does what the chooser says: its layer from the next keyframe on, its temporal layer as soon as may be. */
    void follow(LayerOrder byOrder) {
        int layer = byOrder.layer(chooser().target());
        aim(layer);
        if (layer == chosen) {
            chooser().switchAt(chooser().target());
        }
        thin();
    }

    private void thin() {
        int highest = chooser().temporal();
        stream.limitTemporal(highest == temporals - 1 ? TemporalFilter.ALL : highest);
    }

    long sourceBitrate(int layer) {
        TrackOnLoop track = source;
        return track == null ? 0 : track.track().publisher().bitrate(layer);
    }

    /** Up to and including a temporal layer. */
    long sourceBitrate(int layer, int temporal) {
        TrackOnLoop track = source;
        return track == null || temporal == temporals - 1
                ? sourceBitrate(layer)
                : track.track().publisher().temporalRates(layer).upTo(temporal);
    }

    /** Of the layers that were chosen last. */
    long targetBitrate() {
        return chooser == null
                ? sourceBitrate(target)
                : sourceBitrate(target, chooser().temporal());
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
        int shown = stream.shownLayer();
        boolean news = shown != toldLayer && shown != NO_LAYER;
        toldLayer = shown;
        return news;
    }

    /** Packets that were forgotten because too many waited. */
    long dropped() {
        return dropped;
    }

    private String layerName() {
        TrackOnLoop track = source;
        int shown = stream.shownLayer();
        return track == null ? Integer.toString(shown) : track.track().format().nameOf(shown);
    }

    private String codec() {
        TrackOnLoop track = source;
        return track == null ? "" : track.track().format().codec().name();
    }

    SlotStatistics statistics() {
        return new SlotStatistics(
                format,
                codec(),
                layerName(),
                stream.packets(),
                stream.bytes(),
                lost,
                stream.resent(),
                nacks,
                keyframeRequests,
                stream.keyframes(),
                jitterMillis);
    }

    void flush() {
        transport.flush();
    }
}
