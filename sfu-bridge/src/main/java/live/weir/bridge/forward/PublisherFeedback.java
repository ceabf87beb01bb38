package live.weir.bridge.forward;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import live.weir.bridge.forward.receive.ArrivalLog;
import live.weir.bridge.forward.receive.KeyframeRequester.Ask;
import live.weir.bridge.forward.receive.LossDetector;
import live.weir.bridge.forward.receive.ReceptionReport;
import live.weir.bridge.rtp.RtcpWriter;
import live.weir.bridge.rtp.RtpView;
import live.weir.bridge.rtp.SequenceUnwrapper;
import live.weir.bridge.rtp.TransportFeedbackWriter;
import live.weir.bridge.rtp.TransportSequence;
import org.jspecify.annotations.Nullable;

/** What we tell a publisher: reports, what is missing, keyframes that are needed, when its packets arrived. */
final class PublisherFeedback implements LossDetector.Repair, ArrivalLog.Feedback {

    private static final int ROOM = 1200;
    private static final int OUR_SSRC = 1;
    private static final byte[] CNAME = "weir".getBytes(StandardCharsets.US_ASCII);
    private static final long REPORT_NANOS = TimeUnit.MILLISECONDS.toNanos(1000);
    private static final long TELL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final StreamTable streams;
    private final PacketOut out;
    private final long maxBitrate;
    private final boolean remb;
    private final int transportSequenceId;
    private final ArrivalLog arrivals = new ArrivalLog();
    private final SequenceUnwrapper transportSequences = new SequenceUnwrapper();
    private final byte[] bytes = new byte[ROOM];
    private final RtcpWriter writer = new RtcpWriter();
    private final int[] missing = new int[256];
    private final int[] ssrcs = new int[64];
    private final long[] micros = new long[512];

    private @Nullable IngressStream repaired;
    private int missingCount;
    private boolean refresh;
    private int feedbackCount;
    private int feedbackSsrc;
    private long reportedAt;
    private long toldAt;

    PublisherFeedback(IngressFormat format, StreamTable streams, PacketOut out, long maxBitrate) {
        this.streams = streams;
        this.out = out;
        this.maxBitrate = maxBitrate;
        this.remb = format.tracks().stream().anyMatch(track -> track.feedback().remb());
        this.transportSequenceId = format.tracks().stream()
                .filter(track -> track.feedback().transportWide())
                .mapToInt(track -> track.extensions().transportSequence())
                .filter(id -> id > 0)
                .findFirst()
                .orElse(0);
    }

    /** Of any packet, media or retransmission or padding: the path sees no difference. */
    void arrived(RtpView packet, IngressFormat.Track track, long now) {
        if (transportSequenceId > 0) {
            int sequence = TransportSequence.read(packet, track.extensions().transportSequence());
            if (sequence >= 0) {
                feedbackSsrc = packet.ssrc();
                arrivals.record(transportSequences.unwrap(sequence), now);
            }
        }
    }

    void afterBatch(long now) {
        repair(now);
        if (arrivals.isDue(now)) {
            arrivals.take(now, this);
        }
        out.flush();
    }

    void tick(long now) {
        afterBatch(now);
        List<IngressStream> all = streams.all();
        for (int i = 0; i < all.size(); i++) {
            IngressStream stream = all.get(i);
            if (stream.keyframes.isWaiting()) {
                ask(stream, stream.keyframes.poll(now));
            }
        }
        if (now - toldAt >= TELL_NANOS) {
            toldAt = now;
            for (int i = 0; i < all.size(); i++) {
                all.get(i).tell(now);
            }
        }
        if (now - reportedAt >= REPORT_NANOS) {
            reportedAt = now;
            report(now);
        }
        out.flush();
    }

    void requestKeyframe(int track, int layer, long now) {
        IngressStream stream = streams.of(track, layer);
        if (stream != null) {
            ask(stream, stream.keyframes.request(now));
            out.flush();
        }
    }

    private void ask(IngressStream stream, Ask ask) {
        if (ask == Ask.NOTHING || !stream.track.format().video()) {
            return;
        }
        begin();
        if (ask == Ask.FIR) {
            writer.fullIntraRequest(OUR_SSRC, stream.ssrc(), stream.keyframes.firSequence());
        } else {
            writer.pictureLoss(OUR_SSRC, stream.ssrc());
        }
        send();
    }

    private void repair(long now) {
        List<IngressStream> all = streams.all();
        for (int i = 0; i < all.size(); i++) {
            IngressStream stream = all.get(i);
            if (stream.track.feedback().nack()) {
                repair(stream, now);
            }
        }
    }

    private void repair(IngressStream stream, long now) {
        missingCount = 0;
        refresh = false;
        repaired = stream;
        stream.losses.request(now, this);
        for (int sent = 0; sent < missingCount; ) {
            begin();
            sent += writer.nack(OUR_SSRC, stream.ssrc(), missing, sent, missingCount - sent);
            send();
        }
        if (refresh && stream.track.format().video()) {
            ask(stream, stream.keyframes.request(now));
        }
    }

    @Override
    public void resend(long sequence) {
        IngressStream stream = repaired;
        if (stream != null && missingCount < missing.length) {
            missing[missingCount++] = (int) stream.wireSequence(sequence) & 0xFFFF;
        }
    }

    @Override
    public void refresh() {
        refresh = true;
    }

    private void report(long now) {
        List<IngressStream> all = streams.all();
        begin();
        writer.receiverReport(OUR_SSRC);
        for (int i = 0; i < all.size(); i++) {
            IngressStream stream = all.get(i);
            if (stream.packets > 0) {
                write(stream, stream.reception().report(now));
            }
        }
        writer.cname(OUR_SSRC, CNAME);
        if (remb) {
            writer.bitrateEstimate(OUR_SSRC, maxBitrate, ssrcs, listSsrcs(all));
        }
        send();
    }

    private void write(IngressStream stream, ReceptionReport report) {
        writer.reportBlock(
                stream.ssrc(),
                report.fractionLost(),
                report.cumulativeLost(),
                Integer.toUnsignedLong(report.extendedHighest()),
                report.jitter(),
                report.lastSenderReport(),
                report.delaySinceLastSenderReport());
    }

    private int listSsrcs(List<IngressStream> all) {
        int count = 0;
        for (int i = 0; i < all.size() && count < ssrcs.length; i++) {
            if (all.get(i).track.format().video()) {
                ssrcs[count++] = all.get(i).ssrc();
            }
        }
        return count;
    }

    @Override
    public void report(long base, int count, long[] nanos) {
        for (int i = 0; i < count; i++) {
            micros[i] = nanos[i] == ArrivalLog.NOT_RECEIVED ? TransportFeedbackWriter.LOST : nanos[i] / 1000;
        }
        for (int told = 0; told < count; ) {
            begin();
            int covered = writer.transportFeedback(
                    OUR_SSRC, feedbackSsrc, feedbackCount++ & 0xFF, (int) (base + told), micros, told, count - told);
            if (covered == 0) {
                return;
            }
            told += covered;
            send();
        }
    }

    private void begin() {
        writer.into(bytes, 0, ROOM);
    }

    private void send() {
        out.sendRtcp(bytes, writer.length());
    }
}
