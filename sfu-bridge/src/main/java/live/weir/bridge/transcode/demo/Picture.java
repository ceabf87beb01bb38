package live.weir.bridge.transcode.demo;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import live.weir.bridge.transcode.drawing.Glyphs;

/** What the camera sees: the river, the time for people and for machines, and how many pictures there were. */
final class Picture {

    private static final Color INK = new Color(0xe6f0ee);
    private static final Color SOFT_INK = new Color(0xa3b9bb);
    private static final long DAY_MILLIS = 86_400_000;
    private static final int COUNTER_DIGITS = 7;

    private final int width;
    private final int height;
    private final double scale;
    private final River river;
    private final BufferedImage image;
    private final int[] pixels;
    private final int[] still;
    private final Glyphs name;
    private final Glyphs clock;
    private final Glyphs small;
    private final double clockLeft;
    private final StringBuilder text = new StringBuilder();

    Picture(int width, int height) {
        this.width = width;
        this.height = height;
        this.scale = (double) width / River.WIDTH;
        this.river = new River(width);
        this.image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        this.pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        this.still = new int[pixels.length];
        this.name = new Glyphs(54 * scale, INK);
        this.clock = new Glyphs(96 * scale, INK);
        this.small = new Glyphs(20 * scale, SOFT_INK);
        this.clockLeft = 64 * scale;
        drawStill();
    }

    private void drawStill() {
        Graphics2D graphics = image.createGraphics();
        graphics.drawImage(river.still(), 0, 0, null);
        name.draw(graphics, "Weir", clockLeft, 66 * scale);
        small.draw(graphics, "UTC", clockLeft + clock.width("00:00:00.000") + 24 * scale, (160 + 76) * scale);
        graphics.dispose();
        System.arraycopy(pixels, 0, still, 0, pixels.length);
    }

    /** Its pixels, 0x00RRGGBB; the same array every time. */
    int[] at(long epochMillis, long number) {
        System.arraycopy(still, 0, pixels, 0, pixels.length);
        Graphics2D graphics = image.createGraphics();
        // Of one day, for the sake of precision; at midnight the lights make a small jump.
        river.lights(graphics, epochMillis % DAY_MILLIS / 1000.0);
        clock.draw(graphics, time(epochMillis), clockLeft, 160 * scale);
        CharSequence count = count(number);
        small.draw(graphics, count, width - small.width(count) - 40 * scale, height - 44 * scale);
        graphics.dispose();
        strip(epochMillis);
        return pixels;
    }

    private CharSequence time(long epochMillis) {
        long ofDay = epochMillis % DAY_MILLIS;
        text.setLength(0);
        digits(ofDay / 3_600_000, 2);
        text.append(':');
        digits(ofDay / 60_000 % 60, 2);
        text.append(':');
        digits(ofDay / 1000 % 60, 2);
        text.append('.');
        digits(ofDay % 1000, 3);
        return text;
    }

    private CharSequence count(long number) {
        text.setLength(0);
        digits(number, COUNTER_DIGITS);
        return text;
    }

    private void digits(long value, int count) {
        long power = 1;
        for (int place = 1; place < count; place++) {
            power *= 10;
        }
        for (; power > 0; power /= 10) {
            text.append((char) ('0' + value / power % 10));
        }
    }

    private void strip(long epochMillis) {
        long cells = ClockStrip.cells(epochMillis);
        for (int x = 0; x < width; x++) {
            pixels[x] = ClockStrip.isWhite(cells, x * ClockStrip.CELLS / width) ? 0xffffff : 0;
        }
        for (int y = 1; y < ClockStrip.height(height); y++) {
            System.arraycopy(pixels, 0, pixels, y * width, width);
        }
    }
}
