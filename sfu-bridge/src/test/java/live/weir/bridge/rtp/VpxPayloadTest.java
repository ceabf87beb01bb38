package live.weir.bridge.rtp;

import static live.weir.bridge.fuzz.Hex.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The descriptors of VP8 and VP9. */
class VpxPayloadTest {

    private final Vp8Payload vp8 = new Vp8Payload();
    private final Vp9Payload vp9 = new Vp9Payload();

    @Test
    void reads_the_whole_descriptor_of_a_vp8_key_frame() {
        assertThat(wrap(vp8, Examples.VP8_KEYFRAME)).isTrue();
        assertThat(vp8.startsKeyframe()).isTrue();
        assertThat(vp8.startsFrame()).isTrue();
        assertThat(vp8.endsFrame()).isFalse();
        assertThat(vp8.width()).isEqualTo(640);
        assertThat(vp8.height()).isEqualTo(360);
        assertThat(vp8.pictureId()).isEqualTo(0x1234);
        assertThat(vp8.pictureIdOffset()).isEqualTo(2);
        assertThat(vp8.pictureIdBits()).isEqualTo(15);
        assertThat(vp8.tl0PicIdx()).isEqualTo(7);
        assertThat(vp8.tl0PicIdxOffset()).isEqualTo(4);
        assertThat(vp8.temporalId()).isEqualTo(1);
        assertThat(vp8.layerSync()).isTrue();
        assertThat(vp8.keyIndex()).isEqualTo(3);
        assertThat(vp8.nonReference()).isFalse();
        assertThat(vp8.frameOffset()).isEqualTo(6);
        assertThat(vp8.frameLength()).isEqualTo(11);
    }

    @Test
    void reads_a_vp8_delta_frame() {
        assertThat(vp8.wrap(Examples.VP8_DELTA, 0, 6, true)).isTrue();
        assertThat(vp8.startsKeyframe()).isFalse();
        assertThat(vp8.startsFrame()).isTrue();
        assertThat(vp8.endsFrame()).isTrue();
        assertThat(vp8.pictureId()).isEqualTo(0x11);
        assertThat(vp8.pictureIdBits()).isEqualTo(7);
        assertThat(vp8.tl0PicIdx()).isEqualTo(-1);
        assertThat(vp8.temporalId()).isZero();
        assertThat(vp8.keyIndex()).isEqualTo(-1);
        assertThat(vp8.width()).isZero();
    }

    @Test
    void reads_vp8_without_extension_and_beyond_the_first_partition() {
        assertThat(wrap(vp8, Examples.VP8_WITHOUT_EXTENSION)).isTrue();
        assertThat(vp8.startsKeyframe()).isTrue();
        assertThat(vp8.pictureId()).isEqualTo(-1);
        assertThat(vp8.height()).isEqualTo(360);
        assertThat(wrap(vp8, hex("11 00"))).isTrue();
        assertThat(vp8.startsPartition()).isTrue();
        assertThat(vp8.partition()).isEqualTo(1);
        assertThat(vp8.startsFrame()).isFalse();
        assertThat(wrap(vp8, hex("00 00"))).isTrue();
        assertThat(vp8.startsKeyframe()).isFalse();
    }

    @Test
    void refuses_descriptors_that_are_cut_off() {
        for (int length = 0; length <= 6; length++) {
            assertThat(vp8.wrap(Arrays.copyOf(Examples.VP8_KEYFRAME, length), 0, length, true))
                    .isFalse();
        }
        for (int length = 0; length <= 18; length++) {
            assertThat(vp9.wrap(Arrays.copyOf(Examples.VP9_KEYFRAME, length), 0, length, true))
                    .isFalse();
        }
        for (int length = 0; length <= 5; length++) {
            assertThat(vp9.wrap(Arrays.copyOf(Examples.VP9_FLEXIBLE, length), 0, length, true))
                    .isFalse();
        }
    }

    @Test
    void rewrites_a_copy_in_place() {
        byte[] copy = Examples.joined(new byte[3], Examples.VP8_KEYFRAME);
        wrap(vp8, Examples.VP8_KEYFRAME);
        vp8.rewrite(copy, 3, 0x7FFF, 0xAB);
        assertThat(copy).startsWith(hex("00 00 00 | 90 F0 FF FF AB 63 10"));
        copy = Examples.VP8_DELTA.clone();
        wrap(vp8, Examples.VP8_DELTA);
        vp8.rewrite(copy, 0, 0x1FF, 9);
        assertThat(copy).isEqualTo(hex("90 80 7F | 11 02 00"));
        copy = Examples.VP9_KEYFRAME.clone();
        wrap(vp9, Examples.VP9_KEYFRAME);
        vp9.rewrite(copy, 0, 1, 2);
        assertThat(copy).startsWith(hex("AA 80 01 00 02 38"));
    }

    @Test
    void reads_a_vp9_key_frame_with_its_structure() {
        assertThat(wrap(vp9, Examples.VP9_KEYFRAME)).isTrue();
        assertThat(vp9.startsKeyframe()).isTrue();
        assertThat(vp9.startsFrame()).isTrue();
        assertThat(vp9.endsFrame()).isFalse();
        assertThat(vp9.isFlexible()).isFalse();
        assertThat(vp9.pictureId()).isEqualTo(0x1234);
        assertThat(vp9.pictureIdOffset()).isEqualTo(1);
        assertThat(vp9.tl0PicIdx()).isEqualTo(5);
        assertThat(vp9.tl0PicIdxOffset()).isEqualTo(4);
        assertThat(vp9.spatialLayers()).isEqualTo(2);
        assertThat(vp9.sizedLayers()).isEqualTo(2);
        assertThat(vp9.width(0)).isEqualTo(320);
        assertThat(vp9.height(0)).isEqualTo(180);
        assertThat(vp9.width()).isEqualTo(640);
        assertThat(vp9.height()).isEqualTo(360);
        assertThat(vp9.frameOffset()).isEqualTo(18);
        assertThat(vp9.frameLength()).isEqualTo(2);
    }

    @Test
    void reads_a_vp9_frame_in_flexible_mode() {
        assertThat(vp9.wrap(Examples.VP9_FLEXIBLE, 0, 6, true)).isTrue();
        assertThat(vp9.isFlexible()).isTrue();
        assertThat(vp9.isInterPicture()).isTrue();
        assertThat(vp9.startsKeyframe()).isFalse();
        assertThat(vp9.startsFrame()).isFalse();
        assertThat(vp9.endsFrame()).isTrue();
        assertThat(vp9.endsPicture()).isTrue();
        assertThat(vp9.pictureIdBits()).isEqualTo(7);
        assertThat(vp9.temporalId()).isEqualTo(1);
        assertThat(vp9.switchingUpPoint()).isTrue();
        assertThat(vp9.spatialId()).isEqualTo(1);
        assertThat(vp9.dependsOnLayerBelow()).isTrue();
        assertThat(vp9.tl0PicIdx()).isEqualTo(-1);
        assertThat(vp9.frameOffset()).isEqualTo(5);
    }

    @Test
    void refuses_a_fourth_reference() {
        assertThat(wrap(vp9, hex("50 | 03 03 02 | 86"))).isTrue();
        assertThat(wrap(vp9, hex("50 | 03 03 03 02 | 86"))).isFalse();
    }

    private static boolean wrap(CodecPayload payload, byte[] bytes) {
        return payload.wrap(bytes, 0, bytes.length, false);
    }
}
