package live.weir.signaling.whep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import live.weir.signaling.stage.StageRefused;
import live.weir.signaling.stage.WatchWish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.util.UriComponentsBuilder;

class WhepWatchQueryTest {

    private static WatchWish read(String query) {
        return WatchQuery.read(
                UriComponentsBuilder.fromUriString("/?" + query).build().getQueryParams());
    }

    @Test
    void nothing_asked_is_everything() {
        assertThat(read("")).isEqualTo(WatchWish.everything());
        assertThat(read("token=unknown")).isEqualTo(WatchWish.everything());
    }

    @ParameterizedTest
    @CsvSource({"auto, 0", "source, 0", "1080p, 1080", "720p, 720", "480p, 480", "360p, 360", "240p, 240"})
    void a_quality_is_a_height(String quality, int height) {
        assertThat(read("quality=" + quality)).isEqualTo(new WatchWish(Set.of(), true, height));
    }

    @Test
    void audio_is_no_picture() {
        assertThat(read("quality=audio").video()).isFalse();
    }

    @Test
    void performers_come_between_commas_or_one_by_one() {
        assertThat(read("performer=ada,ben&performer=cem").performers()).containsExactlyInAnyOrder("ada", "ben", "cem");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quality=",
                "quality",
                "quality=best",
                "quality=721p",
                "quality=720p&quality=480p",
                "quality=AUDIO"
            })
    void a_quality_that_there_is_not_is_named(String query) {
        requireBlamed(query, "quality");
    }

    @ParameterizedTest
    @ValueSource(strings = {"performer=", "performer", "performer=ada,,ben", "performer=a\u0007b"})
    void a_performer_without_a_name_is_named(String query) {
        requireBlamed(query, "performer");
    }

    @Test
    void a_crowd_of_performers_is_refused() {
        requireBlamed("performer=" + "x,y".repeat(5000), "performer");
        StringBuilder many = new StringBuilder("performer=0");
        for (int i = 1; i < 100; i++) {
            many.append("&performer=").append(i);
        }
        requireBlamed(many.toString(), "performer");
    }

    private static void requireBlamed(String query, String parameter) {
        assertThatThrownBy(() -> read(query))
                .isInstanceOfSatisfying(
                        StageRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(StageRefused.Reason.INVALID))
                .hasMessageContaining(parameter);
    }
}
