package live.weir.bridge.rtp;

import static live.weir.bridge.fuzz.Hex.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RtcpWriterTest {

    private final byte[] bytes = new byte[1_500];
    private final RtcpWriter writer = new RtcpWriter().into(bytes, 0, bytes.length);

    @Test
    void writes_a_compound() {
        assertThat(writer.senderReport(1, 0xE000000080000000L, 90_000, 10, 1_234))
                .isTrue();
        assertThat(writer.reportBlock(2, 64, -2, 0x10005, 7, 0x12345678, 0x10000))
                .isTrue();
        assertThat(writer.cname(1, hex("77 65 69 72"))).isTrue();
        assertThat(writer.bye(1)).isTrue();
        assertThat(written()).isEqualTo(Examples.RTCP_COMPOUND);
    }

    @Test
    void writes_a_receiver_report() {
        assertThat(writer.receiverReport(1)).isTrue();
        assertThat(writer.reportBlock(2, 0, 3, 0x10005, 7, 0, 0)).isTrue();
        assertThat(written()).isEqualTo(Examples.RECEIVER_REPORT);
    }

    @Test
    void clamps_what_24_bits_cannot_say() {
        ReportBlocks blocks = new ReportBlocks();
        writer.receiverReport(1);
        writer.reportBlock(2, 0, 10_000_000, 0, 0, 0, 0);
        writer.reportBlock(3, 0, -10_000_000, 0, 0, 0, 0);
        assertThat(blocks.wrap(read())).isTrue();
        assertThat(blocks.next()).isTrue();
        assertThat(blocks.cumulativeLost()).isEqualTo(0x7FFFFF);
        assertThat(blocks.next()).isTrue();
        assertThat(blocks.cumulativeLost()).isEqualTo(-0x800000);
    }

    @Test
    void takes_31_blocks_in_a_report_and_none_elsewhere() {
        assertThat(writer.reportBlock(2, 0, 0, 0, 0, 0, 0)).isFalse();
        writer.receiverReport(1);
        for (int i = 0; i < 31; i++) {
            assertThat(writer.reportBlock(i, 0, 0, 0, 0, 0, 0)).isTrue();
        }
        assertThat(writer.reportBlock(31, 0, 0, 0, 0, 0, 0)).isFalse();
        writer.pictureLoss(1, 2);
        assertThat(writer.reportBlock(31, 0, 0, 0, 0, 0, 0)).isFalse();
        assertThat(writer.length()).isEqualTo(8 + 31 * 24 + 12);
    }

    @Test
    void writes_feedback() {
        assertThat(writer.pictureLoss(1, 2)).isTrue();
        assertThat(written()).isEqualTo(Examples.PICTURE_LOSS);
        writer.into(bytes, 0, 20);
        assertThat(writer.fullIntraRequest(1, 2, 7)).isTrue();
        assertThat(written()).isEqualTo(hex("84 CE 00 04 | 00 00 00 01 | 00 00 00 00 | 00 00 00 02 07 00 00 00"));
        writer.into(bytes, 0, 28);
        assertThat(writer.bitrateEstimate(1, 1_000_000, new int[] {2, 3}, 2)).isTrue();
        assertThat(written()).isEqualTo(Examples.BITRATE_ESTIMATE);
    }

    @Test
    void rounds_bitrates_down_and_takes_the_largest() {
        BitrateEstimate estimate = new BitrateEstimate();
        for (long bitrate : new long[] {0, 1, 262_143, 262_144, 262_145, 5_000_000, Long.MAX_VALUE}) {
            writer.into(bytes, 0, 100).bitrateEstimate(1, bitrate, new int[0], 0);
            assertThat(estimate.wrap(read())).isTrue();
            assertThat(estimate.bitrate()).isLessThanOrEqualTo(bitrate).isGreaterThanOrEqualTo(bitrate / 100 * 99);
        }
    }

    @Test
    void packs_nacks() {
        int[] missed = {10, 11, 13, 26, 65_535, 0};
        assertThat(writer.nack(1, 2, missed, 0, missed.length)).isEqualTo(6);
        assertThat(written()).isEqualTo(Examples.NACK);
    }

    @Test
    void tells_how_many_nacks_had_room() {
        int[] missed = {10, 11, 13, 26, 65_535, 0};
        assertThat(writer.into(bytes, 0, 19).nack(1, 2, missed, 0, 6)).isEqualTo(4);
        assertThat(writer.length()).isEqualTo(16);
        assertThat(writer.into(bytes, 0, 15).nack(1, 2, missed, 0, 6)).isZero();
        assertThat(writer.length()).isZero();
        assertThat(writer.into(bytes, 0, 16).nack(1, 2, missed, 4, 2)).isEqualTo(2);
    }

    @Test
    void reads_back_the_nacks_it_wrote() {
        Random random = new Random(3);
        for (int round = 0; round < 2_000; round++) {
            int start = random.nextInt(65_536);
            TreeSet<Integer> steps = new TreeSet<>();
            for (int i = random.nextInt(40); i >= 0; i--) {
                steps.add(random.nextInt(200));
            }
            int[] missed =
                    steps.stream().mapToInt(step -> Sequences.plus(start, step)).toArray();
            assertThat(writer.into(bytes, 0, 500).nack(1, 2, missed, 0, missed.length))
                    .isEqualTo(missed.length);
            List<Integer> heard = new ArrayList<>();
            assertThat(Nack.visit(read(), (ssrc, sequence) -> heard.add(sequence)))
                    .isTrue();
            assertThat(heard)
                    .containsExactlyElementsOf(Arrays.stream(missed).boxed().toList());
        }
    }

    @Test
    void fills_names_of_every_length_up_to_a_whole_word() {
        RtcpView rtcp = new RtcpView();
        for (int length = 0; length <= 255; length++) {
            int expected = length;
            writer.into(bytes, 0, 300);
            assertThat(writer.cname(1, new byte[length])).isTrue();
            assertThat(writer.pictureLoss(1, 2)).isTrue();
            assertThat(rtcp.wrap(bytes, 0, writer.length()) && rtcp.next()).isTrue();
            assertThat(SourceDescription.visit(
                            rtcp, (ssrc, name, at, size) -> assertThat(size).isEqualTo(expected)))
                    .isTrue();
            assertThat(rtcp.next()).isTrue();
            assertThat(rtcp.kind()).isEqualTo(RtcpKind.PICTURE_LOSS);
        }
        assertThat(writer.cname(1, new byte[256])).isFalse();
    }

    @Test
    void writes_nothing_where_there_is_no_room() {
        Arrays.fill(bytes, (byte) 0x55);
        for (int capacity = 0; capacity < 52; capacity++) {
            writer.into(bytes, 0, capacity);
            boolean report = writer.senderReport(1, 2, 3, 4, 5);
            assertThat(report).isEqualTo(capacity >= 28);
            assertThat(writer.reportBlock(1, 2, 3, 4, 5, 6, 7)).isFalse();
            assertThat(writer.length()).isEqualTo(report ? 28 : 0);
            assertThat(bytes[capacity]).isEqualTo((byte) 0x55);
        }
        writer.into(bytes, 0, 3);
        assertThat(writer.receiverReport(1)).isFalse();
        assertThat(writer.bye(1)).isFalse();
        assertThat(writer.pictureLoss(1, 2)).isFalse();
        assertThat(writer.fullIntraRequest(1, 2, 3)).isFalse();
        assertThat(writer.bitrateEstimate(1, 2, new int[0], 0)).isFalse();
        assertThat(writer.length()).isZero();
    }

    private byte[] written() {
        return Arrays.copyOf(bytes, writer.length());
    }

    private RtcpView read() {
        RtcpView rtcp = new RtcpView();
        assertThat(rtcp.wrap(bytes, 0, writer.length())).isTrue();
        assertThat(rtcp.next()).isTrue();
        return rtcp;
    }
}
