package live.weir.bridge.rtp;

import static live.weir.bridge.fuzz.Hex.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Opus and what carries it redundantly. */
class AudioPayloadTest {

    private final OpusPayload opus = new OpusPayload();
    private final RedPayload red = new RedPayload();

    @Test
    void tells_how_long_an_opus_packet_is() {
        assertThat(samples(Examples.OPUS_20_MS)).isEqualTo(960);
        assertThat(opus.stereo()).isTrue();
        assertThat(samples(Examples.OPUS_TWO_OF_20_MS)).isEqualTo(1_920);
        assertThat(opus.stereo()).isFalse();
        assertThat(samples(hex("E1 11 22"))).isEqualTo(2 * 120);
        assertThat(samples(hex("18 00"))).isEqualTo(2_880);
        assertThat(samples(hex("60 00"))).isEqualTo(480);
    }

    @Test
    void refuses_more_than_120_ms_and_frames_that_are_not_there() {
        assertThat(samples(Examples.OPUS_THREE_OF_60_MS)).isZero();
        assertThat(samples(hex("1B 02 11"))).isEqualTo(5_760);
        assertThat(samples(hex("1B 00"))).isZero();
        assertThat(samples(hex("1B"))).isZero();
        assertThat(samples(hex("E1 11"))).isZero();
        assertThat(samples(hex("E2"))).isZero();
        assertThat(samples(hex(""))).isZero();
    }

    @Test
    void hears_silence() {
        opus.wrap(hex("78"), 0, 1, false);
        assertThat(opus.isSilence()).isTrue();
        opus.wrap(Examples.OPUS_20_MS, 0, 3, false);
        assertThat(opus.isSilence()).isFalse();
    }

    @Test
    void reads_redundant_blocks() {
        assertThat(red.wrap(Examples.RED, 0, 10)).isTrue();
        assertThat(red.redundant()).isEqualTo(1);
        assertThat(red.payloadType(0)).isEqualTo(111);
        assertThat(red.timestampOffset(0)).isEqualTo(960);
        assertThat(red.offset(0)).isEqualTo(5);
        assertThat(red.length(0)).isEqualTo(3);
        assertThat(red.primaryPayloadType()).isEqualTo(111);
        assertThat(red.primaryOffset()).isEqualTo(8);
        assertThat(red.primaryLength()).isEqualTo(2);
    }

    @Test
    void reads_a_primary_block_alone() {
        assertThat(red.wrap(hex("6F 01"), 0, 2)).isTrue();
        assertThat(red.redundant()).isZero();
        assertThat(red.primaryLength()).isEqualTo(1);
    }

    @Test
    void refuses_blocks_that_are_cut_off_or_too_many() {
        for (int length = 0; length < 8; length++) {
            assertThat(red.wrap(Arrays.copyOf(Examples.RED, length), 0, length)).isFalse();
        }
        byte[] many = new byte[17 * 4 + 1];
        for (int i = 0; i < 17; i++) {
            many[4 * i] = (byte) 0xEF;
        }
        assertThat(red.wrap(many, 0, many.length)).isFalse();
        assertThat(red.wrap(many, 4, many.length - 4)).isTrue();
        assertThat(red.redundant()).isEqualTo(16);
    }

    private int samples(byte[] packet) {
        boolean good = opus.wrap(packet, 0, packet.length, false);
        assertThat(good).isEqualTo(opus.samples() > 0);
        return opus.samples();
    }
}
