package live.weir.bridge.transcode.demo;

import java.util.OptionalLong;

/**
 * The time in a picture, for machines: a row of 64 black and white cells along the top, over the whole width, a
 * twenty-fourth of the height tall.
 *
 * <pre>
 *   cell   0 … 7     8 … 49                            50 … 57                58 … 63
 *          10110010  milliseconds since 1970, UTC,     CRC-8 of those 42      010011
 *                    42 bits, the highest first        bits (x⁸+x²+x+1)
 * </pre>
 *
 * <p>White is 1. A reader takes the mean brightness of the middle of each cell, and the middle between the cells of the
 * two fixed patterns that must be black and those that must be white as the threshold, so that neither compression, nor
 * scaling, nor limited colour ranges matter. 42 bits last until the year 2109.
 */
public final class ClockStrip {

    public static final int CELLS = 64;

    private static final long HEAD = 0b10110010;
    private static final int HEAD_CELLS = 8;
    private static final long TAIL = 0b010011;
    private static final int TAIL_CELLS = 6;
    private static final int TIME_CELLS = 42;
    private static final int CHECK_CELLS = 8;
    private static final int CHECK_POLYNOMIAL = 0x07;
    private static final long TIME_MASK = (1L << TIME_CELLS) - 1;

    /** The parts of the strip's height. */
    private static final int PARTS_OF_HEIGHT = 24;

    /** Less contrast than this between black and white is no strip. */
    private static final double LEAST_CONTRAST = 40;

    private ClockStrip() {}

    /** Brightness, 0 to 255, of a pixel. */
    @FunctionalInterface
    public interface Brightness {
        int at(int x, int y);
    }

    public static int height(int pictureHeight) {
        return pictureHeight / PARTS_OF_HEIGHT;
    }

    /** The 64 cells as bits, cell 0 the highest. */
    public static long cells(long epochMillis) {
        long time = epochMillis & TIME_MASK;
        return ((HEAD << TIME_CELLS | time) << CHECK_CELLS | check(time)) << TAIL_CELLS | TAIL;
    }

    public static boolean isWhite(long cells, int cell) {
        return (cells >>> (CELLS - 1 - cell) & 1) != 0;
    }

    /** Milliseconds since 1970; empty if the picture has no strip, or one that suffered. */
    public static OptionalLong read(int width, int height, Brightness brightness) {
        double[] seen = new double[CELLS];
        for (int cell = 0; cell < CELLS; cell++) {
            seen[cell] = middle(cell, width, height, brightness);
        }
        double white = 0;
        double black = 0;
        int whites = 0;
        long fixed = cells(0);
        for (int cell = 0; cell < CELLS; cell++) {
            if (cell < HEAD_CELLS || cell >= CELLS - TAIL_CELLS) {
                boolean isWhite = isWhite(fixed, cell);
                white += isWhite ? seen[cell] : 0;
                black += isWhite ? 0 : seen[cell];
                whites += isWhite ? 1 : 0;
            }
        }
        white /= whites;
        black /= HEAD_CELLS + TAIL_CELLS - whites;
        return white - black < LEAST_CONTRAST ? OptionalLong.empty() : decode(seen, (white + black) / 2);
    }

    private static double middle(int cell, int width, int height, Brightness brightness) {
        int left = (int) ((cell + 0.3) * width / CELLS);
        int right = Math.max(left + 1, (int) ((cell + 0.7) * width / CELLS));
        int top = (int) (0.3 * height / PARTS_OF_HEIGHT);
        int bottom = Math.max(top + 1, (int) (0.7 * height / PARTS_OF_HEIGHT));
        long sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                sum += brightness.at(x, y);
            }
        }
        return (double) sum / ((right - left) * (bottom - top));
    }

    private static OptionalLong decode(double[] seen, double threshold) {
        long cells = 0;
        for (double cell : seen) {
            cells = cells << 1 | (cell > threshold ? 1 : 0);
        }
        long time = cells >>> (CHECK_CELLS + TAIL_CELLS) & TIME_MASK;
        return cells(time) == cells ? OptionalLong.of(time) : OptionalLong.empty();
    }

    /** CRC-8 over the time's bits, the highest first. */
    private static long check(long time) {
        int crc = 0;
        for (int bit = TIME_CELLS - 1; bit >= 0; bit--) {
            int out = (crc >>> 7 ^ (int) (time >>> bit)) & 1;
            crc = (crc << 1 & 0xff) ^ (out == 0 ? 0 : CHECK_POLYNOMIAL);
        }
        return crc;
    }
}
