package live.weir.bridge.forward;

import java.util.List;
import java.util.concurrent.TimeUnit;
import live.weir.bridge.forward.estimate.BandwidthEstimator;
import live.weir.bridge.forward.estimate.RtpBreaker;
import live.weir.bridge.rtp.BitrateEstimate;
import live.weir.bridge.rtp.FullIntraRequest;
import live.weir.bridge.rtp.Nack;
import live.weir.bridge.rtp.NtpTime;
import live.weir.bridge.rtp.ReportBlocks;
import live.weir.bridge.rtp.RtcpView;
import live.weir.bridge.rtp.Sequences;
import live.weir.bridge.rtp.TransportFeedback;
import org.jspecify.annotations.Nullable;

/** Reads what a viewer says of what it gets: reports, losses, keyframes it needs, and when packets arrived. */
final class ViewerFeedback implements TransportFeedback.Visitor {

    private static final long TICK_NANOS = TimeUnit.MICROSECONDS.toNanos(TransportFeedback.TICK_MICROS);

    private final List<EgressSlot> slots;
    private final BandwidthEstimator estimator;
    private final ViewerListener listener;
    private final RtcpView rtcp = new RtcpView();
    private final ReportBlocks blocks = new ReportBlocks();
    private final TransportFeedback transport = new TransportFeedback();
    private final BitrateEstimate remb = new BitrateEstimate();
    private final Nack.Visitor resend = this::resend;

    private long now;
    private long newestSent;
    private long arrival;
    private boolean tripped;
    private boolean roundTripKnown;

    ViewerFeedback(List<EgressSlot> slots, BandwidthEstimator estimator, ViewerListener listener) {
        this.slots = slots;
        this.estimator = estimator;
        this.listener = listener;
    }

    void read(byte[] bytes, int offset, int length, long newestTransportSequence, long at) {
        now = at;
        newestSent = newestTransportSequence;
        if (!rtcp.wrap(bytes, offset, length)) {
            return;
        }
        while (rtcp.next()) {
            take();
        }
    }

    private void take() {
        switch (rtcp.kind()) {
            case SENDER_REPORT, RECEIVER_REPORT -> takeReports();
            case NACK -> Nack.visit(rtcp, resend);
            case PICTURE_LOSS -> requestKeyframe(rtcp.mediaSsrc());
            case FULL_INTRA_REQUEST -> FullIntraRequest.visit(rtcp, (ssrc, number) -> requestKeyframe(ssrc));
            case BITRATE_ESTIMATE -> {
                if (remb.wrap(rtcp)) {
                    estimator.remb(remb.bitrate());
                }
            }
            case TRANSPORT_FEEDBACK -> takeArrivals();
            default -> {}
        }
    }

    private void takeReports() {
        if (!blocks.wrap(rtcp)) {
            return;
        }
        while (blocks.next()) {
            EgressSlot slot = slotOf(blocks.ssrc());
            if (slot != null) {
                long micros = NtpTime.roundTripMicros(
                        MediaTime.ntp(now), blocks.lastSenderReport(), blocks.delaySinceLastSenderReport());
                estimator.receiverReport(blocks.fractionLost(), micros < 0 ? -1 : micros * 1000, now);
                roundTripKnown |= micros >= 0;
                slot.reported(blocks.cumulativeLost(), blocks.jitter());
                trip(slot.breaker().report((int) blocks.highestSequence(), blocks.fractionLost(), micros * 1000, now));
            }
        }
    }

    private void takeArrivals() {
        if (transport.wrap(rtcp)) {
            arrival = transport.referenceTicks() * TICK_NANOS;
            transport.visit(this);
            estimator.completeFeedback(now);
        }
    }

    @Override
    public void received(int sequence, int deltaTicks) {
        arrival += deltaTicks * TICK_NANOS;
        estimator.acknowledge(unwrap(sequence), arrival);
    }

    @Override
    public void lost(int sequence) {
        estimator.lose(unwrap(sequence));
    }

    private long unwrap(int sequence) {
        return newestSent + Sequences.distance((int) newestSent, sequence);
    }

    private void resend(int ssrc, int sequence) {
        EgressSlot slot = slotOf(ssrc);
        if (slot != null) {
            slot.resend(sequence, now);
        }
    }

    private void requestKeyframe(int ssrc) {
        EgressSlot slot = slotOf(ssrc);
        if (slot != null) {
            slot.requestKeyframe();
        }
    }

    private @Nullable EgressSlot slotOf(int ssrc) {
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).format().ssrc() == ssrc) {
                return slots.get(i);
            }
        }
        return null;
    }

    boolean roundTripKnown() {
        return roundTripKnown;
    }

    void tick(long at) {
        for (int i = 0; i < slots.size(); i++) {
            trip(slots.get(i).breaker().tick(at));
        }
    }

    private void trip(RtpBreaker.Cause cause) {
        if (cause != RtpBreaker.Cause.NONE && !tripped) {
            tripped = true;
            listener.tripped(cause.name());
        }
    }
}
