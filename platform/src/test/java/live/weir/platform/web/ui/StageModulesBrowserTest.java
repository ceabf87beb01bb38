package live.weir.platform.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the stage's modules calculate: layouts, encodings, figures and pauses. They run where they are made for. */
class StageModulesBrowserTest extends BrowserTest {

    private static final String ARRANGED = """
            async ([name, people, spotlight, aspect]) => {
              const { arrange, tilesOf } = await import(document.documentElement.dataset.ui + 'stage/layout.js');
              const tiles = tilesOf(people.split(' ').map(one => {
                const [id, ...sources] = one.split('+');
                return { id, sources: sources.length ? ['camera', ...sources] : ['camera'] };
              }));
              const boxes = arrange({ name, spotlight: spotlight || null, speaker: null, tiles, aspect: Number(aspect) });
              const all = [...boxes.values()];
              const inside = all.every(({ x, y, width, height }) => x > -1e-6 && y > -1e-6 && x + width < 1 + 1e-6 && y + height < 1 + 1e-6);
              const overlap = (a, b) => a.role !== 'inset' && b.role !== 'inset' && a.x + a.width > b.x + 1e-6 && b.x + b.width > a.x + 1e-6
                && a.y + a.height > b.y + 1e-6 && b.y + b.height > a.y + 1e-6;
              return {
                main: [...boxes].filter(([, { role }]) => role === 'main').map(([key]) => key).join(' '),
                boxes: all.length,
                inside,
                apart: all.every((a, i) => all.every((b, j) => i === j || !overlap(a, b))),
              };
            }""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grid                | a               |   | 1.78 | a/camera",
                "grid                | a b c           |   | 1.78 | a/camera b/camera c/camera",
                "speaker             | a b c           |   | 1.78 | a/camera",
                "speaker             | a b c           | b | 1.78 | b/camera",
                "speaker             | a b c d e f     |   | 0.46 | a/camera",
                "picture-in-picture  | a b             | b | 1.78 | b/camera",
                "picture-in-picture  | a+screen b      |   | 1.78 | a/screen",
                "side-by-side        | a b c           |   | 1.78 | a/camera b/camera",
                "side-by-side        | a b             |   | 0.46 | a/camera b/camera",
                "screen-and-faces    | a b+screen c    |   | 1.78 | b/screen",
                "screen-and-faces    | a b             |   | 1.78 | a/camera",
                "of-tomorrow         | a b             |   | 1.78 | a/camera b/camera"
            })
    void every_layout_has_a_place_for_everybody(
            String name, String people, @Nullable String spotlight, String aspect, String main) {
        Map<?, ?> arranged = (Map<?, ?>) page().evaluate(ARRANGED, Arrays.asList(name, people, spotlight, aspect));
        assertThat(arranged.get("main")).isEqualTo(main);
        assertThat(arranged.get("boxes")).isEqualTo(people.split("[ +]").length);
        assertThat(arranged.get("inside")).as("inside the room").isEqualTo(true);
        assertThat(arranged.get("apart")).as("nobody hides anybody").isEqualTo(true);
    }

    @Test
    void a_camera_is_sent_in_as_many_layers_as_it_has_lines_for() {
        assertThat(page().evaluate("""
                async () => {
                  const { cameraEncodings } = await import(document.documentElement.dataset.ui + 'stage/encodings.js');
                  return [1080, 720, 480, 240].map(height => cameraEncodings(height).map(({ rid }) => rid).join(' '));
                }"""))
                .isEqualTo(List.of("high middle low", "high middle low", "high middle", "high"));
    }

    @Test
    void both_codecs_of_every_engine_come_first_and_none_is_lost() {
        assertThat(page().evaluate("""
                async () => {
                  const { preferredCodecs } = await import(document.documentElement.dataset.ui + 'stage/encodings.js');
                  const offered = ['video/AV1', 'video/H264', 'video/rtx', 'video/VP8', 'video/VP9', 'video/H264'];
                  return preferredCodecs(offered.map(mimeType => ({ mimeType }))).map(({ mimeType }) => mimeType).join(' ');
                }""")).isEqualTo("video/VP8 video/H264 video/H264 video/AV1 video/rtx video/VP9");
    }

    @Test
    void pauses_grow_to_a_bound_and_start_small_again() {
        assertThat(page().evaluate("""
                async () => {
                  const { Backoff } = await import(document.documentElement.dataset.ui + 'stage/backoff.js');
                  const backoff = new Backoff(() => 1);
                  const pauses = Array.from({ length: 10 }, () => backoff.next());
                  backoff.reset();
                  return [...pauses, backoff.next()];
                }"""))
                .isEqualTo(List.of(500, 1000, 2000, 2000, 2000, 2000, 4000, 8000, 15000, 15000, 500));
    }

    @Test
    void rates_come_from_two_reports() {
        assertThat(page().evaluate("""
                async () => {
                  const { digest } = await import(document.documentElement.dataset.ui + 'stage/statistics.js');
                  const video = (timestamp, bytesReceived, packetsReceived, packetsLost, framesDecoded) => ({
                    id: 'v', type: 'inbound-rtp', kind: 'video', mid: '1', timestamp, bytesReceived, packetsReceived, packetsLost,
                    frameWidth: 1280, frameHeight: 720, framesPerSecond: 30, framesDecoded, totalProcessingDelay: framesDecoded * 0.05,
                    jitterBufferDelay: framesDecoded * 0.03, jitterBufferEmittedCount: framesDecoded, freezeCount: 1 });
                  const pair = { id: 'p', type: 'candidate-pair', nominated: true, state: 'succeeded', currentRoundTripTime: 0.04 };
                  const { rows: [row], delay, roundTrip } = digest([video(3000, 600_000, 190, 10, 90), pair], [video(1000, 100_000, 0, 0, 30), pair]);
                  return [row.bitrate, Math.round(row.loss * 10) / 10, row.jitterBuffer, row.processing, roundTrip, delay];
                }""")).isEqualTo(List.of(2_000_000, 5, 30, 50, 40, 70));
    }

    private Page page() {
        return at("/", BrowserSession.desktop());
    }
}
