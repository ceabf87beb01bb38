package live.weir.bridge.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodecTest {

    @ParameterizedTest
    @CsvSource({
        "42e01f, 42e034, true", "42e01f, 42001f, true", "42e01f, 42c01f, true", "42e01f, 4dc01f, true",
        "42e01f, 4d001f, false", "4d001f, 4d0032, true", "64001f, 640c1f, true", "64001f, 4d001f, false",
        "42e01f, f4001f, false", "42e01f, junk, false", "42e01f, 58e01f, false"
    })
    void h264_is_alike_in_the_same_profile_whatever_the_level(String one, String other, boolean alike) {
        assertThat(CodecPolicy.h264(one).isLike(CodecPolicy.h264(other))).isEqualTo(alike);
        assertThat(CodecPolicy.h264(other).isLike(CodecPolicy.h264(one))).isEqualTo(alike);
    }

    @ParameterizedTest
    @CsvSource({
        "640c1f, 42e01f, true", "4d001f, 42e01f, true", "42e01f, 42001f, true", "640c1f, 4d001f, true",
        "42e01f, 4d001f, false", "4d001f, 64001f, false", "64001f, f4001f, false", "f4001f, f4001f, false"
    })
    void a_decoder_plays_the_profiles_that_its_own_includes(String receiver, String stream, boolean plays) {
        assertThat(CodecPolicy.h264(receiver).plays(CodecPolicy.h264(stream))).isEqualTo(plays);
    }

    @Test
    void split_units_need_a_receiver_that_joins_them() {
        Codec joins = CodecPolicy.h264("42e01f");
        Codec single = Codec.video("H264", Map.of("profile-level-id", "42e01f"), List.of());
        assertThat(joins.plays(single)).isTrue();
        assertThat(single.plays(joins)).isFalse();
    }

    @Test
    void other_codecs_are_told_apart_by_their_profiles() {
        Codec plain = Codec.video("VP9", Map.of(), List.of());
        Codec zero = Codec.video("vp9", Map.of("profile-id", "0"), List.of("nack"));
        Codec two = Codec.video("VP9", Map.of("profile-id", "2"), List.of());
        assertThat(plain.isLike(zero)).isTrue();
        assertThat(zero.plays(two)).isFalse();
        Codec main = Codec.video("AV1", Map.of("profile", "0", "level-idx", "5"), List.of());
        Codec high = Codec.video("AV1", Map.of("profile", "1"), List.of());
        assertThat(high.plays(main)).isTrue();
        assertThat(main.plays(high)).isFalse();
        assertThat(plain.isLike(Codec.video("VP8", Map.of(), List.of()))).isFalse();
        assertThat(CodecPolicy.opus().isLike(new Codec("OPUS", 48_000, 2, Map.of(), List.of())))
                .isTrue();
        assertThat(CodecPolicy.opus().isLike(new Codec("opus", 48_000, 1, Map.of(), List.of())))
                .isFalse();
    }

    @Test
    void a_slot_carries_a_stream_in_its_own_profile_before_a_wider_one() {
        ViewerSlot slot =
                Offers.viewerAnswer("chromium-watch").negotiated().slots().get(1);
        assertThat(slot.carrying(CodecPolicy.video("VP8", Map.of())))
                .get()
                .extracting(NegotiatedCodec::payloadType)
                .isEqualTo(96);
        assertThat(slot.carrying(CodecPolicy.h264("42c01e"))
                        .orElseThrow()
                        .codec()
                        .parameters())
                .containsEntry("profile-level-id", "42001f")
                .containsEntry("packetization-mode", "1");
        assertThat(slot.carrying(CodecPolicy.h264("4d0028"))
                        .orElseThrow()
                        .codec()
                        .parameters())
                .containsEntry("profile-level-id", "4d001f");
        assertThat(slot.carrying(CodecPolicy.video("H265", Map.of()))).isEmpty();
    }
}
