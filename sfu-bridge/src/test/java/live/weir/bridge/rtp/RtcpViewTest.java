package live.weir.bridge.rtp;

import static live.weir.bridge.fuzz.Hex.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RtcpViewTest {

    private final RtcpView rtcp = new RtcpView();
    private final List<String> heard = new ArrayList<>();

    @Test
    void steps_through_a_compound() {
        assertThat(kinds(Examples.RTCP_COMPOUND))
                .containsExactly(RtcpKind.SENDER_REPORT, RtcpKind.SOURCE_DESCRIPTION, RtcpKind.BYE);
    }

    @Test
    void tells_what_is_well_formed_of_a_compound_that_is_cut_off() {
        for (int length = 0; length < Examples.RTCP_COMPOUND.length; length++) {
            int whole = length < 52 ? 0 : length < 68 ? 1 : 2;
            byte[] cut = Arrays.copyOf(Examples.RTCP_COMPOUND, length);
            assertThat(kinds(cut)).as("%d bytes", length).hasSize(whole);
            assertThat(rtcp.wrap(cut, 0, length)).isEqualTo(whole > 0);
        }
    }

    @Test
    void steps_over_what_it_does_not_know() {
        byte[] unknown = hex("80 CC 00 01 00 00 00 01 | 80 CF 00 00 | 83 CD 00 02 00 00 00 01 00 00 00 02");
        assertThat(kinds(Examples.joined(unknown, Examples.PICTURE_LOSS)))
                .containsExactly(RtcpKind.UNKNOWN, RtcpKind.UNKNOWN, RtcpKind.UNKNOWN, RtcpKind.PICTURE_LOSS);
    }

    @Test
    void takes_padding_off() {
        assertThat(first(hex("A1 CE 00 03 | 00 00 00 01 | 00 00 00 02 | 00 00 00 04")))
                .isTrue();
        assertThat(rtcp.kind()).isEqualTo(RtcpKind.PICTURE_LOSS);
        assertThat(rtcp.length()).isEqualTo(12);
        assertThat(first(hex("A1 CE 00 02 | 00 00 00 01 | 00 00 00 FF"))).isFalse();
    }

    @Test
    void tells_rtcp_from_rtp() {
        assertThat(RtcpView.isRtcp(Examples.NACK, 0, Examples.NACK.length)).isTrue();
        assertThat(RtcpView.isRtcp(Examples.RTP_PLAIN, 0, Examples.RTP_PLAIN.length))
                .isFalse();
        assertThat(RtcpView.isRtcp(Examples.RTP_ONE_BYTE_FORM, 0, 27)).isFalse();
        assertThat(RtcpView.isRtcp(Examples.NACK, 0, 3)).isFalse();
    }

    @Test
    void reads_a_sender_report() {
        SenderReport report = new SenderReport();
        assertThat(first(Examples.RTCP_COMPOUND)).isTrue();
        assertThat(report.wrap(rtcp)).isTrue();
        assertThat(rtcp.senderSsrc()).isEqualTo(1);
        assertThat(report.ntpTime()).isEqualTo(0xE000000080000000L);
        assertThat(report.rtpTimestamp()).isEqualTo(90_000);
        assertThat(report.packetCount()).isEqualTo(10);
        assertThat(report.octetCount()).isEqualTo(1_234);
        assertThat(first(Examples.NACK)).isTrue();
        assertThat(report.wrap(rtcp)).isFalse();
    }

    @Test
    void reads_report_blocks() {
        ReportBlocks blocks = new ReportBlocks();
        for (byte[] example : List.of(Examples.RTCP_COMPOUND, Examples.RECEIVER_REPORT)) {
            assertThat(first(example)).isTrue();
            assertThat(blocks.wrap(rtcp)).isTrue();
            assertThat(blocks.next()).isTrue();
            assertThat(blocks.ssrc()).isEqualTo(2);
            assertThat(blocks.highestSequence()).isEqualTo(0x10005);
            assertThat(blocks.jitter()).isEqualTo(7);
        }
        assertThat(blocks.next()).isFalse();
        first(Examples.RTCP_COMPOUND);
        blocks.wrap(rtcp);
        blocks.next();
        assertThat(blocks.fractionLost()).isEqualTo(64);
        assertThat(blocks.cumulativeLost()).isEqualTo(-2);
        assertThat(blocks.lastSenderReport()).isEqualTo(0x12345678);
        assertThat(blocks.delaySinceLastSenderReport()).isEqualTo(0x10000);
    }

    @Test
    void refuses_a_report_shorter_than_its_blocks() {
        byte[] claimsTwo = Examples.RECEIVER_REPORT.clone();
        claimsTwo[0] = (byte) 0x82;
        assertThat(first(claimsTwo)).isTrue();
        ReportBlocks blocks = new ReportBlocks();
        assertThat(blocks.wrap(rtcp)).isFalse();
        assertThat(blocks.next()).isFalse();
    }

    @Test
    void reads_nacks() {
        assertThat(first(Examples.NACK)).isTrue();
        assertThat(Nack.visit(rtcp, (ssrc, sequence) -> heard.add(ssrc + ":" + sequence)))
                .isTrue();
        assertThat(heard).containsExactly("2:10", "2:11", "2:13", "2:26", "2:65535", "2:0");
    }

    @Test
    void reads_requests_for_key_frames() {
        assertThat(first(Examples.PICTURE_LOSS)).isTrue();
        assertThat(rtcp.kind()).isEqualTo(RtcpKind.PICTURE_LOSS);
        assertThat(rtcp.mediaSsrc()).isEqualTo(2);
        assertThat(first(Examples.FULL_INTRA_REQUEST)).isTrue();
        assertThat(FullIntraRequest.visit(rtcp, (ssrc, number) -> heard.add(ssrc + ":" + number)))
                .isTrue();
        assertThat(heard).containsExactly("2:7", "3:255");
    }

    @Test
    void reads_a_bitrate_estimate() {
        BitrateEstimate estimate = new BitrateEstimate();
        assertThat(first(Examples.BITRATE_ESTIMATE)).isTrue();
        assertThat(estimate.wrap(rtcp)).isTrue();
        assertThat(estimate.bitrate()).isEqualTo(1_000_000);
        assertThat(estimate.ssrcCount()).isEqualTo(2);
        assertThat(estimate.ssrc(1)).isEqualTo(3);
    }

    @Test
    void bounds_a_bitrate_estimate() {
        BitrateEstimate estimate = new BitrateEstimate();
        byte[] huge = Examples.BITRATE_ESTIMATE.clone();
        huge[17] = (byte) 0xFF;
        first(huge);
        assertThat(estimate.wrap(rtcp)).isTrue();
        assertThat(estimate.bitrate()).isEqualTo(Long.MAX_VALUE);
        huge[16] = 3;
        first(huge);
        assertThat(estimate.wrap(rtcp)).isFalse();
        huge[12] = 0;
        first(huge);
        assertThat(estimate.wrap(rtcp)).isFalse();
    }

    @Test
    void reads_names_and_farewells() {
        rtcp.wrap(Examples.RTCP_COMPOUND, 0, Examples.RTCP_COMPOUND.length);
        rtcp.next();
        rtcp.next();
        assertThat(SourceDescription.visit(rtcp, this::named)).isTrue();
        rtcp.next();
        assertThat(Bye.visit(rtcp, ssrc -> heard.add("bye " + ssrc))).isTrue();
        assertThat(heard).containsExactly("1 weir", "bye 1");
    }

    @Test
    void finds_the_name_among_other_items_and_chunks() {
        assertThat(first(hex("""
                82 CA 00 07 | 00 00 00 01 | 02 03 61 62 63 01 01 64 00 00 00 00
                            | 00 00 00 02 | 01 02 65 66 00 00 00 00"""))).isTrue();
        assertThat(SourceDescription.visit(rtcp, this::named)).isTrue();
        assertThat(heard).containsExactly("1 d", "2 ef");
    }

    @Test
    void refuses_chunks_and_farewells_that_are_cut_off() {
        assertThat(first(hex("81 CA 00 02 | 00 00 00 01 | 01 04 65 66"))).isTrue();
        assertThat(SourceDescription.visit(rtcp, this::named)).isFalse();
        assertThat(first(hex("82 CB 00 01 | 00 00 00 01"))).isTrue();
        assertThat(Bye.visit(rtcp, ssrc -> heard.add("bye " + ssrc))).isFalse();
        assertThat(heard).isEmpty();
    }

    private void named(int ssrc, byte[] bytes, int offset, int length) {
        heard.add(ssrc + " " + new String(bytes, offset, length, StandardCharsets.UTF_8));
    }

    private boolean first(byte[] bytes) {
        return rtcp.wrap(bytes, 0, bytes.length) && rtcp.next();
    }

    private List<RtcpKind> kinds(byte[] bytes) {
        List<RtcpKind> kinds = new ArrayList<>();
        rtcp.wrap(bytes, 0, bytes.length);
        while (rtcp.next()) {
            kinds.add(rtcp.kind());
        }
        return kinds;
    }
}
