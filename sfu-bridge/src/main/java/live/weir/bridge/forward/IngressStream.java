package live.weir.bridge.forward;

import live.weir.bridge.forward.clock.PublisherClock;
import live.weir.bridge.forward.clock.SenderReportClock;
import live.weir.bridge.forward.measure.BitrateMeter;
import live.weir.bridge.forward.receive.KeyframeRequester;
import live.weir.bridge.forward.receive.LossDetector;
import live.weir.bridge.forward.receive.LossPolicy;
import live.weir.bridge.forward.receive.ReceptionStatistics;
import live.weir.bridge.rtp.RtpView;
import live.weir.bridge.rtp.SequenceUnwrapper;
import org.jspecify.annotations.Nullable;

/**
 * One layer of a published track as it comes in: under one SSRC, unless the publisher changes it. Belongs to the publisher's
 * loop; what others may see is in volatile fields.
 */
final class IngressStream {

    private static final long METER_NANOS = 1_000_000_000L;
    private static final long KEYFRAME_PAUSE_NANOS = 400_000_000L;
    private static final long STRAGGLERS_NANOS = 2_000_000_000L;
    /** Beyond what any path delays or any encoder leaves out. */
    private static final long FARTHEST_SECONDS = 10;

    final IngressFormat.Track track;
    /** Which track of the publication. */
    final int index;

    final int layer;
    final LossDetector losses;
    final KeyframeRequester keyframes;
    /** For taps. */
    final KeyframeTrail trail = new KeyframeTrail();

    private final PublisherClock publisher;
    private SenderReportClock clock;
    private final BitrateMeter meter = new BitrateMeter(METER_NANOS);
    private final LayerMeters layerMeters = new LayerMeters();
    final LayerInspector layers = new LayerInspector();

    private int ssrc;
    private SequenceUnwrapper sequences = new SequenceUnwrapper();
    private ReceptionStatistics reception;
    /** What makes the numbers go on where the publisher began anew. */
    private long shift;
    /** Likewise for the times. */
    private int timestampShift;

    private long movedAt;
    private boolean begun;
    private int newestTimestamp;
    private boolean left;

    private long newest;
    private int keyframeTimestamp;

    volatile @Nullable ClockPoint clockPoint;
    volatile long bitrate;
    volatile Scalability scalability = Scalability.UNKNOWN;
    volatile int height;
    volatile int width;

    long packets;
    long bytes;
    long keyframesSeen;
    long lastArrival;

    IngressStream(IngressFormat.Track track, int index, int layer, int ssrc, PublisherClock publisher) {
        this.track = track;
        this.index = index;
        this.layer = layer;
        this.ssrc = ssrc;
        this.publisher = publisher;
        this.clock = new SenderReportClock(publisher, track.format().clockRate());
        this.reception = new ReceptionStatistics(track.format().clockRate());
        this.losses = new LossDetector(track.format().video() ? LossPolicy.VIDEO : LossPolicy.AUDIO);
        this.keyframes =
                new KeyframeRequester(KEYFRAME_PAUSE_NANOS, track.feedback().fir());
    }

    int ssrc() {
        return ssrc;
    }

    ReceptionStatistics reception() {
        return reception;
    }

    /** The publisher sends this layer under another SSRC now; to viewers the stream goes on. */
    void moveTo(int newSsrc, long now) {
        ssrc = newSsrc;
        movedAt = now;
        sequences = new SequenceUnwrapper();
        clock = new SenderReportClock(publisher, track.format().clockRate());
        shift = Long.MIN_VALUE;
    }

    int timestampShift() {
        return timestampShift;
    }

    /** Packets of an SSRC that was left just now are late ones; those that come much later are a return. */
    boolean movedLately(long now) {
        return now - movedAt < STRAGGLERS_NANOS;
    }

    /** The publisher said that nothing more comes of this stream. */
    void leave() {
        left = true;
    }

    boolean hasLeft() {
        return left;
    }

    /** The number under which the packet is passed on, or -1 if nobody has a use for it. */
    long receive(RtpView packet, long now) {
        long sequence = sequences.unwrap(packet.sequence());
        boolean anew = shift == Long.MIN_VALUE || sequences.restarted();
        if (anew) {
            begin(sequence);
        }
        if (!reception.receive(sequence, packet.timestamp(), now)) {
            return -1;
        }
        if (anew || jumps(packet.timestamp() + timestampShift, now)) {
            continueTime(packet.timestamp(), now);
        }
        losses.receive(sequence + shift, now);
        clock.media(packet.timestamp(), now);
        noteTime(packet.timestamp() + timestampShift);
        left = false;
        return note(sequence, packet.length(), now);
    }

    /** What was missing before is not at hand any more, and what comes now is counted anew. */
    private void begin(long sequence) {
        if (newest > 0) {
            shift = newest + 1 - sequence;
            losses.forgetBefore(newest + 1);
        } else {
            shift = 0;
        }
        reception = new ReceptionStatistics(rate());
    }

    /** The number on the wire of a packet that is missing. */
    long wireSequence(long sequence) {
        return sequence - shift;
    }

    /** Whether a time is so far from the last one that the publisher's clock must have begun anew. */
    private boolean jumps(int timestamp, long now) {
        long elapsed = clockUnits(now - lastArrival);
        return begun && Math.abs((long) (timestamp - newestTimestamp - (int) elapsed)) > FARTHEST_SECONDS * rate();
    }

    /** As much later than the last packet as it came later. */
    private void continueTime(int timestamp, long now) {
        if (begun) {
            timestampShift = newestTimestamp + (int) Math.max(1, clockUnits(now - lastArrival)) - timestamp;
            clock = new SenderReportClock(publisher, track.format().clockRate());
        }
    }

    private void noteTime(int timestamp) {
        if (!begun || timestamp - newestTimestamp > 0) {
            newestTimestamp = timestamp;
        }
        begun = true;
    }

    private long clockUnits(long nanos) {
        return nanos / 1000 * rate() / 1_000_000;
    }

    private int rate() {
        return track.format().clockRate();
    }

    /** Likewise for a packet that came again by the retransmission stream, under its original number. */
    long recover(int wireSequence, int length, long now) {
        if (!sequences.started()) {
            return -1;
        }
        long sequence = sequences.nearest(wireSequence);
        return recover(sequence, length, now) ? sequence + shift : -1;
    }

    /** Likewise for a packet of which a later one brought a copy, by the number under which packets are passed on. */
    boolean refill(long sequence, int length, long now) {
        return recover(sequence - shift, length, now);
    }

    private boolean recover(long sequence, int length, long now) {
        boolean missed = shift != Long.MIN_VALUE && losses.recover(sequence + shift);
        if (missed) {
            reception.repaired(sequence);
            note(sequence, length, now);
        }
        return missed;
    }

    private long note(long sequence, int length, long now) {
        packets++;
        bytes += length;
        lastArrival = now;
        meter.record(length, now);
        newest = Math.max(newest, sequence + shift);
        return sequence + shift;
    }

    /** Adds the packet to its layers. */
    void weigh(MediaPacket packet, long now) {
        layerMeters.record(packet, now);
    }

    /** H264 names the beginning of a keyframe twice, by its parameter sets and by its first slice: only the first counts. */
    boolean isNewPicture(int timestamp) {
        boolean news = keyframesSeen == 0 || timestamp != keyframeTimestamp;
        keyframeTimestamp = timestamp;
        return news;
    }

    void keyframe(long sequence, int newWidth, int newHeight) {
        keyframesSeen++;
        keyframes.keyframe();
        losses.keyframe(sequence);
        if (newHeight > 0) {
            width = newWidth;
            height = newHeight;
        }
    }

    void senderReport(long ntpTime, int rtpTime, long now) {
        reception.senderReport(ntpTime, now);
        if (clock.report(ntpTime, rtpTime, now) != SenderReportClock.Verdict.DISTRUSTED) {
            tell(now);
        }
    }

    /** Lets viewers' loops see the bitrate and the clock as they are now. */
    void tell(long now) {
        bitrate = meter.bitsPerSecond(now);
        scalability = layerMeters.tell(layers, now);
        if (clock.isReady()) {
            clockPoint = new ClockPoint(
                    clock.rtpTimeAt(now) + timestampShift, now, track.format().clockRate());
        }
    }
}
