package live.weir.bridge.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import live.weir.bridge.fuzz.Mutations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever comes from outside: no exception, no endless loop, no offset outside of what was given. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RtpFuzzTest {

    private static final int INPUTS = 300_000;

    private int sum;

    @Test
    void rtp() {
        RtpView view = new RtpView();
        Mutations.of(Examples.RTP_ONE_BYTE_FORM, Examples.RTP_TWO_BYTE_FORM, Examples.RTP_PADDED, Examples.RTP_PLAIN)
                .feed(INPUTS, (bytes, offset, length) -> {
                    if (view.wrap(bytes, offset, length)) {
                        isWithin(view.payloadOffset(), view.payloadLength(), offset, length);
                        isWithin(view.payloadOffset(), view.payloadLength() + view.paddingLength(), offset, length);
                        for (int id = 0; id < 256; id++) {
                            lookAtExtension(view, id, offset, length);
                        }
                        Rtx.originalSequence(view);
                    }
                });
    }

    private void lookAtExtension(RtpView view, int id, int offset, int length) {
        if (view.extensionOffset(id) >= 0) {
            isWithin(view.extensionOffset(id), view.extensionLength(id), offset, length);
            sum += view.extensionValue(id, 1) + view.extensionValue(id, 2) + view.extensionValue(id, 3);
        }
    }

    @Test
    void rtcp() {
        RtcpView view = new RtcpView();
        RtcpListener listener = new RtcpListener();
        byte[] feedback = Examples.joined(Examples.NACK, Examples.PICTURE_LOSS, Examples.TRANSPORT_FEEDBACK);
        Mutations.of(
                        Examples.RTCP_COMPOUND,
                        Examples.RECEIVER_REPORT,
                        Examples.NACK,
                        Examples.FULL_INTRA_REQUEST,
                        Examples.BITRATE_ESTIMATE,
                        Examples.TRANSPORT_FEEDBACK,
                        Examples.TRANSPORT_FEEDBACK_ACROSS_THE_WRAP,
                        feedback)
                .feed(INPUTS, (bytes, offset, length) -> {
                    boolean good = view.wrap(bytes, offset, length);
                    boolean first = true;
                    while (view.next()) {
                        assertThat(good || !first).isTrue();
                        isWithin(view.offset(), view.length(), offset, length);
                        listener.hear(view, offset, length);
                        first = false;
                    }
                });
    }

    @Test
    void vp8() {
        Vp8Payload vp8 = new Vp8Payload();
        byte[] copy = new byte[2_000];
        Mutations.of(Examples.VP8_KEYFRAME, Examples.VP8_DELTA, Examples.VP8_WITHOUT_EXTENSION)
                .feed(INPUTS, (bytes, offset, length) -> {
                    if (vp8.wrap(bytes, offset, length, false)) {
                        isWithin(vp8.frameOffset(), vp8.frameLength(), offset, length);
                        assertThat(vp8.frameLength()).isPositive();
                        vp8.rewrite(copy, 0, 0x7FFF, 255);
                    }
                });
    }

    @Test
    void vp9() {
        Vp9Payload vp9 = new Vp9Payload();
        byte[] copy = new byte[2_000];
        Mutations.of(Examples.VP9_KEYFRAME, Examples.VP9_FLEXIBLE).feed(INPUTS, (bytes, offset, length) -> {
            if (vp9.wrap(bytes, offset, length, false)) {
                isWithin(vp9.frameOffset(), vp9.frameLength(), offset, length);
                assertThat(vp9.frameLength()).isPositive();
                vp9.rewrite(copy, 0, 0x7FFF, 255);
                sum += vp9.width() + vp9.height();
            }
        });
    }

    @Test
    void h264() {
        H264Payload h264 = new H264Payload();
        Mutations.of(
                        Examples.H264_STAP_A,
                        Examples.H264_FU_START,
                        Examples.H264_FU_END,
                        Examples.H264_IDR,
                        Examples.H264_SLICE)
                .feed(INPUTS, (bytes, offset, length) -> {
                    boolean good = h264.wrap(bytes, offset, length, false);
                    while (good && h264.nextNal()) {
                        isWithin(h264.nalOffset(), h264.nalLength(), offset, length);
                        assertThat(h264.nalLength()).isPositive();
                    }
                    assertThat(h264.width()).isBetween(0, 16_384);
                    assertThat(h264.height()).isBetween(0, 32_768);
                });
    }

    @Test
    void av1() {
        Av1Payload av1 = new Av1Payload();
        Mutations.of(Examples.AV1_KEYFRAME, Examples.AV1_CONTINUED).feed(INPUTS, (bytes, offset, length) -> {
            boolean good = av1.wrap(bytes, offset, length, false);
            while (good && av1.nextElement()) {
                isWithin(av1.elementOffset(), av1.elementLength(), offset, length);
            }
            assertThat(av1.width()).isBetween(0, 65_536);
            assertThat(av1.height()).isBetween(0, 65_536);
        });
    }

    @Test
    void dependency_descriptors() {
        DependencyDescriptor descriptor = new DependencyDescriptor();
        DependencyStructure structure = new DependencyStructure();
        byte[] good = Examples.DEPENDENCY_STRUCTURE;
        descriptor.read(good, 0, good.length, structure);
        Mutations.of(Examples.DEPENDENCY_STRUCTURE, Examples.DEPENDENCY_FRAME, Examples.DEPENDENCY_CUSTOM)
                .feed(INPUTS, (bytes, offset, length) -> {
                    if (descriptor.read(bytes, offset, length, structure)) {
                        assertThat(structure.known()).isTrue();
                        for (int target = 0; target < descriptor.targets(); target++) {
                            sum += descriptor.indication(target) + structure.targetSpatialId(target);
                        }
                        sum += structure.width(descriptor.spatialId());
                    } else if (!structure.known()) {
                        descriptor.read(good, 0, good.length, structure);
                    }
                });
    }

    @Test
    void audio() {
        OpusPayload opus = new OpusPayload();
        RedPayload red = new RedPayload();
        Mutations.of(Examples.OPUS_20_MS, Examples.OPUS_TWO_OF_20_MS, Examples.OPUS_THREE_OF_60_MS, Examples.RED)
                .feed(INPUTS, (bytes, offset, length) -> {
                    opus.wrap(bytes, offset, length, false);
                    assertThat(opus.samples()).isBetween(0, 5_760);
                    if (red.wrap(bytes, offset, length)) {
                        isWithin(red.primaryOffset(), red.primaryLength(), offset, length);
                        for (int i = 0; i < red.redundant(); i++) {
                            isWithin(red.offset(i), red.length(i), offset, length);
                        }
                    }
                });
    }

    private static void isWithin(int at, int size, int offset, int length) {
        if (at < offset || size < 0 || at + size > offset + length) {
            throw new AssertionError(at + " and " + size + " bytes are not within " + length + " from " + offset);
        }
    }

    /** Asks every reader about every packet, whatever its kind. */
    private static final class RtcpListener implements TransportFeedback.Visitor {

        private final SenderReport report = new SenderReport();
        private final ReportBlocks blocks = new ReportBlocks();
        private final BitrateEstimate estimate = new BitrateEstimate();
        private final TransportFeedback feedback = new TransportFeedback();
        private long sum;

        void hear(RtcpView rtcp, int offset, int length) {
            report.wrap(rtcp);
            blocks.wrap(rtcp);
            while (blocks.next()) {
                sum += blocks.ssrc() + blocks.delaySinceLastSenderReport();
            }
            if (estimate.wrap(rtcp)) {
                assertThat(estimate.bitrate()).isNotNegative();
                for (int i = 0; i < estimate.ssrcCount(); i++) {
                    sum += estimate.ssrc(i);
                }
            }
            if (feedback.wrap(rtcp)) {
                feedback.visit(this);
            }
            Nack.visit(rtcp, (ssrc, sequence) -> sum += ssrc + sequence);
            FullIntraRequest.visit(rtcp, (ssrc, number) -> sum += ssrc + number);
            Bye.visit(rtcp, ssrc -> sum += ssrc);
            SourceDescription.visit(rtcp, (ssrc, bytes, at, size) -> isWithin(at, size, offset, length));
        }

        @Override
        public void received(int sequence, int deltaTicks) {
            sum += deltaTicks;
        }

        @Override
        public void lost(int sequence) {
            sum += sequence;
        }
    }
}
