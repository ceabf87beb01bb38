package live.weir.bridge.transcode.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClockStripTest {

    private static final long TIME = 1_795_270_000_123L;

    @Test
    void the_cells_are_as_documented() {
        // 10110010, 42 bits of time, CRC-8 (computed by another implementation), 010011.
        assertThat(Long.toBinaryString(ClockStrip.cells(0))).isEqualTo("10110010" + "0".repeat(50) + "010011");
        assertThat(Long.toBinaryString(ClockStrip.cells(TIME)))
                .startsWith("10110010" + leftPadded(Long.toBinaryString(TIME), 42))
                .endsWith("010011")
                .hasSize(64);
        assertThat(ClockStrip.cells(1) >>> 6 & 0xff).isEqualTo(0x07);
        assertThat(ClockStrip.cells(0x80) >>> 6 & 0xff).isEqualTo(0x89);
    }

    @Test
    void a_time_survives_noise_and_grey_and_being_made_small() {
        Random random = new Random(7);
        for (int width : new int[] {1920, 1280, 640, 426, 320}) {
            int cellWidth = width;
            OptionalLong read = ClockStrip.read(width, width * 9 / 16, (x, y) -> {
                boolean white = ClockStrip.isWhite(ClockStrip.cells(TIME), x * ClockStrip.CELLS / cellWidth);
                return (white ? 200 : 40) + random.nextInt(-35, 36);
            });
            assertThat(read).hasValue(TIME);
        }
    }

    @Test
    void a_picture_without_a_strip_has_no_time() {
        assertThat(ClockStrip.read(640, 360, (x, y) -> 128)).isEmpty();
        Random random = new Random(8);
        assertThat(ClockStrip.read(640, 360, (x, y) -> random.nextInt(256))).isEmpty();
    }

    @Test
    void a_strip_with_one_wrong_cell_has_no_time() {
        for (int wrong = 0; wrong < ClockStrip.CELLS; wrong++) {
            long cells = ClockStrip.cells(TIME) ^ 1L << wrong;
            assertThat(ClockStrip.read(
                            640, 360, (x, y) -> ClockStrip.isWhite(cells, x * ClockStrip.CELLS / 640) ? 235 : 16))
                    .isEmpty();
        }
    }

    private static String leftPadded(String bits, int length) {
        return "0".repeat(length - bits.length()) + bits;
    }
}
