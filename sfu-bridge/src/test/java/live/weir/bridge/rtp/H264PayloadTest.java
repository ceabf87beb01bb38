package live.weir.bridge.rtp;

import static live.weir.bridge.fuzz.Hex.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class H264PayloadTest {

    private final H264Payload payload = new H264Payload();

    @Test
    void looks_into_an_aggregate() {
        assertThat(wrap(Examples.H264_STAP_A)).isTrue();
        assertThat(payload.contains(H264Payload.SPS)).isTrue();
        assertThat(payload.contains(H264Payload.PPS)).isTrue();
        assertThat(payload.contains(H264Payload.IDR_SLICE)).isTrue();
        assertThat(payload.contains(H264Payload.SEI)).isFalse();
        assertThat(payload.startsKeyframe()).isTrue();
        assertThat(payload.startsFrame()).isTrue();
        assertThat(payload.endsFrame()).isFalse();
        assertThat(payload.width()).isEqualTo(1920);
        assertThat(payload.height()).isEqualTo(1080);
        assertThat(nals(Examples.H264_STAP_A)).hasSize(3).endsWith("68 ce 3c 80", "65 88 84");
    }

    @Test
    void refuses_every_aggregate_that_is_cut_off_within_a_unit() {
        int spsEnd = Examples.H264_STAP_A.length - 11;
        int ppsEnd = spsEnd + 6;
        for (int length = 0; length < Examples.H264_STAP_A.length; length++) {
            assertThat(wrap(Arrays.copyOf(Examples.H264_STAP_A, length)))
                    .as("%d bytes", length)
                    .isEqualTo(length == spsEnd || length == ppsEnd);
        }
    }

    @Test
    void sees_where_a_fragmented_key_frame_starts_and_ends() {
        assertThat(wrap(Examples.H264_FU_START)).isTrue();
        assertThat(payload.startsKeyframe()).isTrue();
        assertThat(payload.startsNal()).isTrue();
        assertThat(payload.endsNal()).isFalse();
        assertThat(payload.fragmentedNalHeader()).isEqualTo(0x65);
        assertThat(nals(Examples.H264_FU_START)).containsExactly("88 84 00");
        assertThat(payload.wrap(Examples.H264_FU_END, 0, 4, true)).isTrue();
        assertThat(payload.contains(H264Payload.IDR_SLICE)).isTrue();
        assertThat(payload.startsKeyframe()).isFalse();
        assertThat(payload.startsFrame()).isFalse();
        assertThat(payload.endsNal()).isTrue();
        assertThat(payload.endsFrame()).isTrue();
    }

    @Test
    void tells_first_slices_from_further_ones() {
        assertThat(wrap(Examples.H264_IDR)).isTrue();
        assertThat(payload.startsKeyframe()).isTrue();
        assertThat(wrap(hex("65 48 84"))).isTrue();
        assertThat(payload.startsKeyframe()).isFalse();
        assertThat(payload.startsFrame()).isFalse();
        assertThat(wrap(Examples.H264_SLICE)).isTrue();
        assertThat(payload.startsKeyframe()).isFalse();
        assertThat(payload.startsFrame()).isTrue();
        assertThat(nals(Examples.H264_SLICE)).containsExactly("41 9a 00");
    }

    @Test
    void refuses_what_the_packetization_modes_do_not_have() {
        assertThat(wrap(hex("80 00"))).isFalse();
        assertThat(wrap(hex("60 00"))).isFalse();
        assertThat(wrap(hex("79 00 00 00 02 65 88"))).isFalse();
        assertThat(wrap(hex("7C C5 88"))).isFalse();
        assertThat(wrap(hex("7C 85"))).isFalse();
        assertThat(wrap(hex("7C 98 88"))).isFalse();
        assertThat(wrap(hex("78 00 00"))).isFalse();
        assertThat(wrap(hex("78 00 02 78 00"))).isFalse();
    }

    @Test
    void reads_sizes_of_other_profiles() {
        byte[] baseline = sps(new BitWriter()
                .put(24, 0x42E01F)
                .expGolomb(0)
                .expGolomb(0)
                .expGolomb(0)
                .expGolomb(2)
                .expGolomb(1)
                .put(1, 0)
                .expGolomb(39)
                .expGolomb(22)
                .put(2, 0b11)
                .put(1, 1)
                .expGolomb(0)
                .expGolomb(0)
                .expGolomb(0)
                .expGolomb(4));
        assertThat(wrap(baseline)).isTrue();
        assertThat(payload.width()).isEqualTo(640);
        assertThat(payload.height()).isEqualTo(360);
        byte[] interlaced = sps(new BitWriter()
                .put(24, 0x4D0028)
                .expGolomb(0)
                .expGolomb(0)
                .expGolomb(1)
                .put(1, 0)
                .expGolomb(0)
                .expGolomb(0)
                .expGolomb(2)
                .expGolomb(1)
                .expGolomb(2)
                .expGolomb(4)
                .put(1, 0)
                .expGolomb(119)
                .expGolomb(33)
                .put(3, 0b001)
                .put(1, 1)
                .expGolomb(0)
                .expGolomb(0)
                .expGolomb(0)
                .expGolomb(2));
        assertThat(wrap(interlaced)).isTrue();
        assertThat(payload.width()).isEqualTo(1920);
        assertThat(payload.height()).isEqualTo(1080);
    }

    @Test
    void undoes_the_escaping_of_zeros() {
        byte[] body = new BitWriter()
                .put(24, 0x420000)
                .expGolomb(0)
                .expGolomb(0)
                .expGolomb(2)
                .expGolomb(1)
                .put(1, 0)
                .expGolomb(39)
                .expGolomb(22)
                .put(3, 0b110)
                .bytes();
        byte[] escaped = Examples.joined(hex("67 42 00 00 03"), Arrays.copyOfRange(body, 3, body.length));
        assertThat(wrap(escaped)).isTrue();
        assertThat(payload.width()).isEqualTo(640);
        assertThat(payload.height()).isEqualTo(368);
    }

    @Test
    void tells_no_size_that_makes_no_sense() {
        for (int length = 1; length < 12; length++) {
            assertThat(wrap(Arrays.copyOf(hex("67 42 E0 1F 00 00 00 00 00 00 00 00"), length)))
                    .isTrue();
            assertThat(payload.startsKeyframe()).isTrue();
            assertThat(payload.width()).isZero();
            assertThat(payload.height()).isZero();
        }
    }

    private static byte[] sps(BitWriter body) {
        return Examples.joined(hex("67"), body.put(2, 0b01).bytes());
    }

    private boolean wrap(byte[] bytes) {
        return payload.wrap(bytes, 0, bytes.length, false);
    }

    private List<String> nals(byte[] bytes) {
        List<String> nals = new ArrayList<>();
        while (payload.nextNal()) {
            nals.add(hex(bytes, payload.nalOffset(), payload.nalLength()));
        }
        return nals;
    }
}
