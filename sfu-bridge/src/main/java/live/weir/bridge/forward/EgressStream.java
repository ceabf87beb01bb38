package live.weir.bridge.forward;

import java.util.concurrent.TimeUnit;
import live.weir.bridge.forward.estimate.RtpBreaker;
import org.jspecify.annotations.Nullable;

/**
 * One stream to a viewer: gives what leaves its numbers, so that it is unbroken whatever layers and publications it is made
 * of, and sends again what the viewer lacks. Belongs to the viewer's loop.
 *
 * <p>Numbers are given when packets leave: what was forgotten before that leaves no gap.
 */
final class EgressStream {

    static final int NO_LAYER = -1;
    static final long NOT_AT_HAND = Long.MIN_VALUE;

    /** A clock that says otherwise is wrong. */
    private static final long MOST_SHIFT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final SlotFormat format;
    private final EgressTransport transport;
    private final PacketWriter writer;
    private final ViewerListener listener;
    private final SentPackets sent = new SentPackets();
    private final PictureIds pictureIds = new PictureIds();
    private final TemporalFilter temporals = new TemporalFilter();
    private final SpatialFilter spatials = new SpatialFilter();

    private @Nullable TrackOnLoop source;
    private PayloadTypes types = new PayloadTypes(PayloadTypes.NONE, PayloadTypes.NONE, PayloadTypes.NONE);
    private int shown = NO_LAYER;

    private SentPackets.Run run = new SentPackets.Run();
    /** At the source, of what is shown. */
    private long newestTaken;

    private int skippedTimestamp;
    private long lastSequence = 0x8000;
    private int lastTimestamp;
    private long lastArrival;
    private boolean started;
    private boolean clockMoved;

    private long keyframes;
    private long resent;

    EgressStream(SlotFormat format, EgressTransport transport, ViewerListener listener) {
        this.format = format;
        this.transport = transport;
        this.listener = listener;
        this.writer = new PacketWriter(format, transport);
    }

    void follow(TrackOnLoop track, PayloadTypes newTypes) {
        source = track;
        types = newTypes;
    }

    private boolean takesAgain() {
        return types.again() >= 0 && format.rtxSsrc() != 0;
    }

    /** What was sent before comes from elsewhere and is not at hand any more. */
    void unfollow() {
        source = null;
        sent.forget();
        pause();
    }

    /** What follows does not belong to what left last: the next packet begins anew, though the stream goes on. */
    void pause() {
        shown = NO_LAYER;
        writer.breaker().pause();
    }

    /** Of what left last; {@link #NO_LAYER} before. */
    int shownLayer() {
        return shown;
    }

    /** The highest temporal layer of what is shown that the viewer shall get. */
    void limitTemporal(int highest) {
        temporals.want(highest);
    }

    /** The spatial layer within what is shown that the viewer shall get. */
    void limitSpatial(int wanted) {
        spatials.want(wanted);
    }

    /** The one that it gets; 0 where there are none. */
    int spatial() {
        return spatials.shown();
    }

    /** Whether only a keyframe leads to the spatial layer that it shall get. */
    boolean needsKeyframe() {
        return spatials.needsKeyframe();
    }

    /** Tells how many bytes left. */
    int send(MediaPacket packet) {
        if (packet.layer != shown) {
            begin(packet);
        }
        boolean passes = passes(packet);
        if (packet.sequence < run.sourceStart || (!passes && packet.sequence <= newestTaken)) {
            return sendLate(packet, passes);
        }
        newestTaken = Math.max(newestTaken, packet.sequence);
        if (!passes) {
            skip(packet);
            return 0;
        }
        long sequence = packet.sequence + run.sequenceOffset;
        int timestamp = packet.timestamp + run.timestampOffset;
        if (sequence > lastSequence) {
            lastSequence = sequence;
            lastTimestamp = timestamp;
            lastArrival = packet.arrivedAt;
        }
        keyframes += packet.startsKeyframe ? 1 : 0;
        return write(packet, sequence, timestamp, pictureIds.rewrite(packet, writer.scratch()));
    }

    private boolean passes(MediaPacket packet) {
        boolean bySpatial = spatials.passes(packet);
        return temporals.passes(packet) && bySpatial;
    }

    private int write(MediaPacket packet, long sequence, int timestamp, byte[] payload) {
        return packet.redundancyOffset > 0 && types.redundant() >= 0
                ? writer.writeRedundant(packet, types, sequence, timestamp)
                : writer.write(packet, endsPicture(packet), types.media(), sequence, timestamp, payload);
    }

    private boolean endsPicture(MediaPacket packet) {
        return packet.marker || spatials.endsPicture(packet);
    }

    /** The packet is of a temporal layer that is left out: what follows closes up. */
    private void skip(MediaPacket packet) {
        if (packet.timestamp != skippedTimestamp) {
            skippedTimestamp = packet.timestamp;
            pictureIds.skip();
        }
        run = sent.skip(packet.sequence);
        run.pictureIdShift = pictureIds.shift();
    }

    /** A packet for which a number was kept free; the viewer waits for it, so that nothing goes under it if it is left out. */
    private int sendLate(MediaPacket packet, boolean passes) {
        SentPackets.Run ofThen = sent.runOfLate(packet.sequence, packet.layer);
        if (ofThen == null) {
            return 0;
        }
        long sequence = packet.sequence + ofThen.sequenceOffset;
        int timestamp = packet.timestamp + ofThen.timestampOffset;
        if (!passes) {
            return writer.writeEmpty(packet, types.media(), sequence, timestamp);
        }
        byte[] payload = PictureIds.rewrite(packet, writer.scratch(), ofThen.pictureIdShift, ofThen.tl0Shift);
        return write(packet, sequence, timestamp, payload);
    }

    /** The packet is the first of a layer: its numbers follow on the last that left. */
    private void begin(MediaPacket packet) {
        boolean first = shown == NO_LAYER;
        int timestampOffset = started ? continuedTimestamp(packet) - packet.timestamp : 0;
        shown = packet.layer;
        newestTaken = packet.sequence;
        clockMoved = true;
        if (!started) {
            started = true;
            listener.flowing(format);
        }
        if (first && packet.startsKeyframe) {
            listener.picture(format, packet.width, packet.height);
        }
        temporals.begin(packet);
        spatials.begin(packet);
        pictureIds.continueWith(packet);
        run = sent.begin(lastSequence + 1, lastSequence + 1 - packet.sequence, timestampOffset, packet.layer);
        run.pictureIdShift = pictureIds.shift();
        run.tl0Shift = pictureIds.tl0Shift();
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

    /**
     * The viewer lacks a packet: its number here, if it shall be sent once more, and wasn't just now; else {@link
     * #NOT_AT_HAND}.
     */
    long wanted(int wireSequence, long now) {
        long sequence = lastSequence - ((lastSequence - wireSequence) & 0xFFFF);
        // Without a stream for it nothing is sent again: one number must not be encrypted twice with other extensions.
        boolean possible = takesAgain() && packet(sequence) != null;
        return possible && sent.mayResend(sequence, now, transport.roundTripNanos()) ? sequence : NOT_AT_HAND;
    }

    /** Tells how many bytes left; 0 if the packet is not at hand any more. */
    int sendAgain(long sequence) {
        SentPackets.Run ofThen = sent.runOf(sequence);
        MediaPacket packet = packet(sequence);
        if (ofThen == null || packet == null) {
            return 0;
        }
        resent++;
        return writeAgain(packet, sequence, ofThen);
    }

    private @Nullable MediaPacket packet(long sequence) {
        TrackOnLoop track = source;
        SentPackets.Run ofThen = sent.runOf(sequence);
        MediaPacket packet = track == null || ofThen == null
                ? null
                : track.ring(ofThen.layer).get(sequence - ofThen.sequenceOffset);
        boolean leftOut =
                packet != null && packet.layer == shown && !(temporals.hasPassed(packet) && spatials.hasPassed(packet));
        return leftOut ? null : packet;
    }

    private int writeAgain(MediaPacket packet, long sequence, SentPackets.Run ofThen) {
        byte[] payload = PictureIds.rewrite(packet, writer.scratch(), ofThen.pictureIdShift, ofThen.tl0Shift);
        int timestamp = packet.timestamp + ofThen.timestampOffset;
        return writer.writeAgain(packet, endsPicture(packet), types.again(), sequence, timestamp, payload);
    }

    boolean canPad() {
        return takesAgain() && shown != NO_LAYER;
    }

    /** Sends the newest packet that the viewer has already once more, to fill the path; tells its size. */
    int pad() {
        SentPackets.Run newest = sent.runOf(lastSequence);
        MediaPacket packet = packet(lastSequence);
        return newest == null || packet == null ? 0 : writeAgain(packet, lastSequence, newest);
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
                : new ClockPoint(published.rtpTime() + run.timestampOffset, published.nanos(), published.clockRate());
    }

    /** Whether the relation of the stream's times to ours is another since the last call. */
    boolean hasClockMoved() {
        boolean moved = clockMoved;
        clockMoved = false;
        return moved;
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

    long bytes() {
        return writer.bytes();
    }

    long keyframes() {
        return keyframes;
    }

    long resent() {
        return resent;
    }
}
