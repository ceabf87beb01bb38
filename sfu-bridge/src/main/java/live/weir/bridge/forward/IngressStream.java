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

    final IngressFormat.Track track;
    /** Which track of the publication. */
    final int index;

    final int layer;
    final LossDetector losses;
    final KeyframeRequester keyframes;

    private final SenderReportClock clock;
    private final BitrateMeter meter = new BitrateMeter(METER_NANOS);

    private int ssrc;
    private SequenceUnwrapper sequences = new SequenceUnwrapper();
    private ReceptionStatistics reception;
    /** What makes the numbers go on where the publisher began anew. */
    private long shift;

    private long newest;
    private int keyframeTimestamp;

    volatile @Nullable ClockPoint clockPoint;
    volatile long bitrate;
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
    void moveTo(int newSsrc) {
        ssrc = newSsrc;
        sequences = new SequenceUnwrapper();
        reception = new ReceptionStatistics(track.format().clockRate());
        shift = Long.MIN_VALUE;
    }

    /** The number under which the packet is passed on, or -1 if nobody has a use for it. */
    long receive(RtpView packet, long now) {
        long sequence = sequences.unwrap(packet.sequence());
        if (shift == Long.MIN_VALUE || sequences.restarted()) {
            shift = newest == 0 ? 0 : newest + 1 - sequence;
        }
        if (!reception.receive(sequence, packet.timestamp(), now)) {
            return -1;
        }
        losses.receive(sequence, now);
        clock.media(packet.timestamp(), now);
        return note(sequence, packet.length(), now);
    }

    /** Likewise for a packet that came again by the retransmission stream, under its original number. */
    long recover(int wireSequence, int length, long now) {
        if (!sequences.started()) {
            return -1;
        }
        long sequence = sequences.nearest(wireSequence);
        return losses.recover(sequence) ? note(sequence, length, now) : -1;
    }

    private long note(long sequence, int length, long now) {
        packets++;
        bytes += length;
        lastArrival = now;
        meter.record(length, now);
        newest = Math.max(newest, sequence + shift);
        return sequence + shift;
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
        losses.forgetBefore(sequence - shift);
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
        if (clock.isReady()) {
            clockPoint =
                    new ClockPoint(clock.rtpTimeAt(now), now, track.format().clockRate());
        }
    }
}
