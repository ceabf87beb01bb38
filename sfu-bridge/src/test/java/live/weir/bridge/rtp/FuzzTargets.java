package live.weir.bridge.rtp;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is done with any input, and what must hold of it: no exception, no endless loop, no offset outside of what was given.
 * {@link RtpFuzzTest} feeds these at every build, {@link RtpFuzz} on demand.
 */
final class FuzzTargets {

    private final RtpView view = new RtpView();
    private final RtcpView rtcp = new RtcpView();
    private final RtcpListener listener = new RtcpListener();
    private final Vp8Payload vp8 = new Vp8Payload();
    private final Vp9Payload vp9 = new Vp9Payload();
    private final H264Payload h264 = new H264Payload();
    private final Av1Payload av1 = new Av1Payload();
    private final OpusPayload opus = new OpusPayload();
    private final RedPayload red = new RedPayload();
    private final DependencyDescriptor descriptor = new DependencyDescriptor();
    private final DependencyStructure structure = new DependencyStructure();
    private final byte[] copy = new byte[0x10000];

    /** Takes up what was read, so that no reading is left out as useless. */
    int sum;

    void rtp(byte[] bytes, int offset, int length) {
        if (view.wrap(bytes, offset, length)) {
            isWithin(view.payloadOffset(), view.payloadLength(), offset, length);
            isWithin(view.payloadOffset(), view.payloadLength() + view.paddingLength(), offset, length);
            for (int id = 0; id < 256; id++) {
                lookAtExtension(id, offset, length);
            }
            sum += Rtx.originalSequence(view);
        }
    }

    private void lookAtExtension(int id, int offset, int length) {
        if (view.extensionOffset(id) >= 0) {
            isWithin(view.extensionOffset(id), view.extensionLength(id), offset, length);
            sum += view.extensionValue(id, 1) + view.extensionValue(id, 2) + view.extensionValue(id, 3);
        }
    }

    void rtcp(byte[] bytes, int offset, int length) {
        boolean good = rtcp.wrap(bytes, offset, length);
        while (rtcp.next()) {
            assertThat(good).isTrue();
            isWithin(rtcp.offset(), rtcp.length(), offset, length);
            listener.hear(rtcp, offset, length);
        }
    }

    void vp8(byte[] bytes, int offset, int length) {
        boolean good = vp8.wrap(bytes, offset, length, false);
        askAnyway(vp8);
        if (good) {
            isWithin(vp8.frameOffset(), vp8.frameLength(), offset, length);
            assertThat(vp8.frameLength()).isPositive();
            vp8.rewrite(copy, 0, 0x7FFF, 255);
        }
    }

    void vp9(byte[] bytes, int offset, int length) {
        boolean good = vp9.wrap(bytes, offset, length, false);
        askAnyway(vp9);
        if (good) {
            isWithin(vp9.frameOffset(), vp9.frameLength(), offset, length);
            assertThat(vp9.frameLength()).isPositive();
            vp9.rewrite(copy, 0, 0x7FFF, 255);
        }
    }

    void h264(byte[] bytes, int offset, int length) {
        h264.wrap(bytes, offset, length, false);
        askAnyway(h264);
        while (h264.nextNal()) {
            isWithin(h264.nalOffset(), h264.nalLength(), offset, length);
            assertThat(h264.nalLength()).isPositive();
        }
        assertThat(h264.width()).isBetween(0, 16_384);
        assertThat(h264.height()).isBetween(0, 32_768);
    }

    void av1(byte[] bytes, int offset, int length) {
        av1.wrap(bytes, offset, length, false);
        askAnyway(av1);
        while (av1.nextElement()) {
            isWithin(av1.elementOffset(), av1.elementLength(), offset, length);
        }
        assertThat(av1.width()).isBetween(0, 65_536);
        assertThat(av1.height()).isBetween(0, 65_536);
    }

    void dependencyDescriptor(byte[] bytes, int offset, int length) {
        if (!structure.known()) {
            descriptor.read(Examples.DEPENDENCY_STRUCTURE, 0, Examples.DEPENDENCY_STRUCTURE.length, structure);
        }
        if (descriptor.read(bytes, offset, length, structure)) {
            assertThat(structure.known()).isTrue();
            for (int target = 0; target < descriptor.targets(); target++) {
                sum += descriptor.indication(target) + structure.targetSpatialId(target);
            }
            sum += structure.width(descriptor.spatialId());
        }
    }

    void audio(byte[] bytes, int offset, int length) {
        opus.wrap(bytes, offset, length, false);
        assertThat(opus.samples()).isBetween(0, 5_760);
        if (red.wrap(bytes, offset, length)) {
            isWithin(red.primaryOffset(), red.primaryLength(), offset, length);
            for (int i = 0; i < red.redundant(); i++) {
                isWithin(red.offset(i), red.length(i), offset, length);
            }
        }
    }

    /** Also of what was refused: the answers are worth nothing then, but they must not throw. */
    private void askAnyway(CodecPayload payload) {
        sum += (payload.startsKeyframe() ? 1 : 0) + (payload.startsFrame() ? 1 : 0) + (payload.endsFrame() ? 1 : 0);
        sum += payload.width() + payload.height();
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
