package live.weir.bridge.forward;

import java.util.concurrent.TimeUnit;
import live.weir.bridge.forward.choose.LayerChooser;
import live.weir.bridge.forward.estimate.RtpBreaker;
import live.weir.bridge.forward.send.Lane;
import live.weir.bridge.forward.send.Pacer;
import org.jspecify.annotations.Nullable;

/**
 * What one viewer sees in one of its tracks: chooses the packets of a publication and of its layers that the viewer gets,
 * and lets them leave when the path takes them; their numbers are their {@link EgressStream}'s, and what there is to choose is
 * in {@link LayerChoice}. Belongs to the viewer's loop.
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

    /** A keyframe that did not come by then, or whose beginning was lost, is asked for once more. */
    private static final long ASK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final SlotFormat format;
    private final EgressTransport transport;
    private final EgressStream stream;
    private final Pacer pacer;
    private final Lane<MediaPacket> lane;
    private final SlotCounters counters = new SlotCounters();
    private final QualityNews news;

    private @Nullable TrackOnLoop source;
    private @Nullable LayerChoice choice;
    /** Of the packets that come now; what leaves now may still be of another. */
    private int chosen = NO_LAYER;

    private int target;
    /** Packets before the switch to the layer of now are not sent. */
    private long floor;

    private int spatialTarget;
    private long askedAt;

    EgressSlot(SlotFormat format, EgressTransport transport, Pacer pacer, ViewerListener listener) {
        this.format = format;
        this.transport = transport;
        this.stream = new EgressStream(format, transport, listener);
        this.pacer = pacer;
        this.lane = pacer.lane(this);
        this.news = new QualityNews(listener);
    }

    SlotFormat format() {
        return format;
    }

    EgressStream stream() {
        return stream;
    }

    SlotCounters counters() {
        return counters;
    }

    int targetLayer() {
        return target;
    }

    void watch(TrackOnLoop track, PayloadTypes types, int layer) {
        unwatch();
        LayerChoice open = new LayerChoice(track.track());
        source = track;
        choice = open;
        stream.follow(track, types);
        target = layer;
        spatialTarget = open.firstSpatial();
        stream.limitTemporal(TemporalFilter.ALL);
        stream.limitSpatial(spatialTarget);
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
        choice = null;
        chosen = NO_LAYER;
        lane.clear();
        stream.unfollow();
        if (track.leave(this)) {
            track.track().leave(track);
        }
    }

    /** The viewer has no such track any more. */
    void close() {
        unwatch();
        pacer.remove(lane);
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
        LayerChoice open = choice;
        if (open != null && open.isOpen()) {
            open.chooser().switchAt(open.rank(packet.layer, spatialTarget));
            thin(open);
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
        counters.drop(lane.clear() + 1);
        chosen = NO_LAYER;
        stream.pause();
        requestTarget();
    }

    private void requestTarget() {
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
        counters.nack();
        long sequence = stream.wanted(wireSequence, now);
        if (sequence == EgressStream.NOT_AT_HAND) {
            return;
        }
        if (!format.video() || lane.mayPass(now)) {
            lane.passed(stream.sendAgain(sequence), now);
        } else if (!lane.holdAgain(sequence, now)) {
            counters.drop(1);
        }
    }

    /** The viewer cannot go on without a keyframe. */
    void requestKeyframe() {
        counters.requestKeyframe();
        TrackOnLoop track = source;
        if (track != null && format.video()) {
            track.track().publisher().requestKeyframe(chosen == NO_LAYER ? target : chosen);
        }
    }

    void reported(long cumulativeLost, long jitter) {
        TrackOnLoop track = source;
        counters.report(
                cumulativeLost,
                track == null ? 0 : 1000.0 * jitter / track.track().format().clockRate());
    }

    RtpBreaker breaker() {
        return stream.breaker();
    }

    boolean isShowing() {
        return source != null;
    }

    /** As it was when the publisher's streams were looked at last; null while nothing is shown. */
    @Nullable
    LayerChoice choice() {
        return choice;
    }

    /** Tells the viewer's session if other layers are shown than were told last. */
    void tellQuality(LayerChoice open, long bitsPerSecond) {
        news.tell(format, stream, open, bitsPerSecond);
    }

    /** Does what the chooser says: its layer from the next keyframe on, its temporal layer as soon as may be. */
    void follow(LayerChoice open, long now) {
        LayerChooser chooser = open.chooser();
        int rank = chooser.target();
        if (open.isWithinStream()) {
            aimWithin(rank, now);
        } else {
            aim(open.layer(rank));
        }
        if (chosen != NO_LAYER && open.rank(chosen, stream.spatial()) == rank) {
            chooser.switchAt(rank);
        }
        thin(open);
    }

    /** The layer to show from its next keyframe on. */
    void aim(int layer) {
        if (layer != target) {
            target = layer;
            if (layer != chosen) {
                requestTarget();
            }
        }
    }

    private void aimWithin(int spatial, long now) {
        spatialTarget = spatial;
        stream.limitSpatial(spatial);
        if (chosen != NO_LAYER && stream.needsKeyframe() && now - askedAt >= ASK_AGAIN_NANOS) {
            askedAt = now;
            requestTarget();
        }
    }

    private void thin(LayerChoice open) {
        int highest = open.chooser().temporal();
        stream.limitTemporal(highest == open.topTemporal() ? TemporalFilter.ALL : highest);
    }

    /** Bits per second of the layers that were chosen last. */
    long targetBitrate() {
        LayerChoice open = choice;
        if (open == null) {
            return 0;
        }
        int temporal = open.isOpen() ? open.chooser().temporal() : open.topTemporal();
        return open.bitrate(open.rank(target, spatialTarget), temporal);
    }

    /** Packets of what is shown that this loop could not take from the publisher's. */
    long missed() {
        TrackOnLoop track = source;
        return track == null ? 0 : track.dropped();
    }

    private String codec() {
        TrackOnLoop track = source;
        return track == null ? "" : track.track().format().codec().name();
    }

    private String layerName() {
        LayerChoice open = choice;
        int shown = stream.shownLayer();
        return open == null || shown == NO_LAYER ? Integer.toString(shown) : open.name(shown, stream.spatial());
    }

    SlotStatistics statistics() {
        return counters.tell(format, codec(), layerName(), stream);
    }

    void flush() {
        transport.flush();
    }
}
