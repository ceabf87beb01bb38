package live.weir.bridge.rtp;

import static live.weir.bridge.fuzz.Hex.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class Av1PayloadTest {

    private final Av1Payload payload = new Av1Payload();

    @Test
    void reads_the_start_of_a_sequence() {
        assertThat(wrap(Examples.AV1_KEYFRAME)).isTrue();
        assertThat(payload.startsKeyframe()).isTrue();
        assertThat(payload.startsFrame()).isTrue();
        assertThat(payload.endsFrame()).isFalse();
        assertThat(payload.width()).isEqualTo(640);
        assertThat(payload.height()).isEqualTo(360);
        assertThat(payload.elementCount()).isEqualTo(2);
        assertThat(elements(Examples.AV1_KEYFRAME)).hasSize(2).endsWith("30 11 22");
    }

    @Test
    void reads_a_sequence_header_with_length_timing_and_decoder_model() {
        byte[] header = new BitWriter()
                .put(5, 0)
                .put(1, 1)
                .put(32, 1)
                .put(32, 30)
                .put(1, 1)
                .expGolomb(0)
                .put(1, 1)
                .put(5, 9)
                .put(32, 1)
                .put(10, 0)
                .put(1, 1)
                .put(5, 1)
                .put(12, 0)
                .put(5, 5)
                .put(1, 1)
                .put(21, 0)
                .put(1, 1)
                .put(4, 3)
                .put(12, 0)
                .put(5, 9)
                .put(1, 1)
                .put(1, 0)
                .put(1, 0)
                .put(4, 10)
                .put(4, 10)
                .put(11, 1919)
                .put(11, 1079)
                .bytes();
        byte[] packet = Examples.joined(hex("18 0A"), new byte[] {(byte) header.length}, header);
        assertThat(wrap(packet)).isTrue();
        assertThat(payload.width()).isEqualTo(1920);
        assertThat(payload.height()).isEqualTo(1080);
    }

    @Test
    void reads_elements_that_continue() {
        assertThat(payload.wrap(Examples.AV1_CONTINUED, 0, 8, true)).isTrue();
        assertThat(payload.continuesObu()).isTrue();
        assertThat(payload.leavesObuUnfinished()).isFalse();
        assertThat(payload.startsKeyframe()).isFalse();
        assertThat(payload.startsFrame()).isFalse();
        assertThat(payload.endsFrame()).isTrue();
        assertThat(elements(Examples.AV1_CONTINUED)).containsExactly("55 66", "30 11 22");
    }

    @Test
    void starts_no_frame_with_a_tile_group() {
        assertThat(wrap(hex("10 20 11"))).isTrue();
        assertThat(payload.startsFrame()).isFalse();
        assertThat(wrap(hex("10 30 11"))).isTrue();
        assertThat(payload.startsFrame()).isTrue();
    }

    @Test
    void refuses_lengths_and_counts_that_do_not_hold() {
        assertThat(wrap(hex(""))).isFalse();
        assertThat(wrap(hex("00"))).isFalse();
        assertThat(wrap(hex("88 01 30"))).isFalse();
        assertThat(wrap(hex("00 05 30 11"))).isFalse();
        assertThat(wrap(hex("00 80"))).isFalse();
        assertThat(wrap(hex("00 81 80 80 80 00 30"))).isFalse();
        assertThat(wrap(hex("30 01 30 01 30"))).isFalse();
        assertThat(wrap(hex("00 FF FF FF 7F 30"))).isFalse();
    }

    private boolean wrap(byte[] bytes) {
        return payload.wrap(bytes, 0, bytes.length, false);
    }

    private List<String> elements(byte[] bytes) {
        List<String> elements = new ArrayList<>();
        while (payload.nextElement()) {
            elements.add(hex(bytes, payload.elementOffset(), payload.elementLength()));
        }
        return elements;
    }
}
