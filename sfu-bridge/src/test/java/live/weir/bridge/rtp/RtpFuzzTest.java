package live.weir.bridge.rtp;

import java.util.concurrent.TimeUnit;
import live.weir.bridge.fuzz.Mutations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hundreds of thousands of damaged inputs for each parser, the same at every build. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RtpFuzzTest {

    private static final int INPUTS = 500_000;

    private final FuzzTargets targets = new FuzzTargets();

    @Test
    void rtp() {
        Mutations.of(Examples.RTP_ONE_BYTE_FORM, Examples.RTP_TWO_BYTE_FORM, Examples.RTP_PADDED, Examples.RTP_PLAIN)
                .feed(INPUTS, targets::rtp);
    }

    @Test
    void rtcp() {
        Mutations.of(
                        Examples.RTCP_COMPOUND,
                        Examples.RECEIVER_REPORT,
                        Examples.NACK,
                        Examples.PICTURE_LOSS,
                        Examples.FULL_INTRA_REQUEST,
                        Examples.BITRATE_ESTIMATE,
                        Examples.TRANSPORT_FEEDBACK,
                        Examples.TRANSPORT_FEEDBACK_ACROSS_THE_WRAP)
                .feed(INPUTS, targets::rtcp);
    }

    @Test
    void vp8() {
        Mutations.of(Examples.VP8_KEYFRAME, Examples.VP8_DELTA, Examples.VP8_WITHOUT_EXTENSION)
                .feed(INPUTS, targets::vp8);
    }

    @Test
    void vp9() {
        Mutations.of(Examples.VP9_KEYFRAME, Examples.VP9_FLEXIBLE).feed(INPUTS, targets::vp9);
    }

    @Test
    void h264() {
        Mutations.of(
                        Examples.H264_STAP_A,
                        Examples.H264_FU_START,
                        Examples.H264_FU_END,
                        Examples.H264_IDR,
                        Examples.H264_SLICE)
                .feed(INPUTS, targets::h264);
    }

    @Test
    void av1() {
        Mutations.of(Examples.AV1_KEYFRAME, Examples.AV1_CONTINUED).feed(INPUTS, targets::av1);
    }

    @Test
    void dependency_descriptor() {
        Mutations.of(Examples.DEPENDENCY_STRUCTURE, Examples.DEPENDENCY_FRAME, Examples.DEPENDENCY_CUSTOM)
                .feed(INPUTS, targets::dependencyDescriptor);
    }

    @Test
    void audio() {
        Mutations.of(Examples.OPUS_20_MS, Examples.OPUS_TWO_OF_20_MS, Examples.OPUS_THREE_OF_60_MS, Examples.RED)
                .feed(INPUTS, targets::audio);
    }
}
