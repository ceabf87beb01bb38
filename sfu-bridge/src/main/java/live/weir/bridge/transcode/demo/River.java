package live.weir.bridge.transcode.demo;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The weir of the pages' empty places, come alive: an evening sky, bands of water that glide over their sills, and lights
 * that drift along them, quick where the water falls. On a stage of 1280 × 720 units.
 *
 * <p>What does not move is drawn once; a light is a few copies of a small soft dot. So a picture costs a millisecond or two.
 */
final class River {

    static final int WIDTH = 1280;
    static final int HEIGHT = 720;

    private static final int BANDS = 6;
    private static final int LIGHTS_PER_BAND = 9;
    private static final int DOTS_PER_LIGHT = 40;
    private static final double DOT_DISTANCE = 2;
    private static final double LIGHTS_BELOW_SURFACE = 16;

    private final double scale;
    private final BufferedImage still;
    private final List<Current> currents = new ArrayList<>();
    private final BufferedImage[] dots = new BufferedImage[DOTS_PER_LIGHT];

    River(int width) {
        this.scale = (double) width / WIDTH;
        this.still = new BufferedImage(width, (int) (HEIGHT * scale), BufferedImage.TYPE_INT_RGB);
        Random random = new Random(20_261_121); // the same river every time
        Graphics2D graphics = still.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.scale(scale, scale);
        sky(graphics);
        for (int depth = 0; depth < BANDS; depth++) {
            band(graphics, depth, random);
        }
        graphics.dispose();
        for (int place = 0; place < DOTS_PER_LIGHT; place++) {
            // Faint at both ends of a light, brightest near its head.
            double along = (place + 1.0) / (DOTS_PER_LIGHT + 1);
            dots[place] = dot(Math.sin(Math.PI * Math.pow(along, 1.6)) * 0.24);
        }
    }

    BufferedImage still() {
        return still;
    }

    /** @param seconds since whenever, as long as it goes on evenly */
    void lights(Graphics2D graphics, double seconds) {
        for (Current current : currents) {
            current.lights(seconds, DOTS_PER_LIGHT, DOT_DISTANCE, (place, x, y) -> copy(graphics, dots[place], x, y));
        }
    }

    private void copy(Graphics2D graphics, BufferedImage dot, double x, double y) {
        graphics.drawImage(
                dot,
                (int) Math.round(x * scale) - dot.getWidth() / 2,
                (int) Math.round(y * scale) - dot.getHeight() / 2,
                null);
    }

    private static void sky(Graphics2D graphics) {
        graphics.setPaint(new GradientPaint(0, 0, new Color(0x07181e), 0, 330, new Color(0x2a5f66)));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        // The evening sun: the rust of the kingfisher's breast.
        glow(graphics, 985, 262, 330, new Color(0xff, 0x8a, 0x57, 150));
        glow(graphics, 985, 262, 130, new Color(0xff, 0xb0, 0x80, 170));
        graphics.setColor(new Color(0xffa877));
        graphics.fill(new Ellipse2D.Double(985 - 38, 262 - 38, 76, 76));
    }

    private static void glow(Graphics2D graphics, int x, int y, int radius, Color colour) {
        Color clear = new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 0);
        graphics.setPaint(new RadialGradientPaint(x, y, radius, new float[] {0, 1}, new Color[] {colour, clear}));
        graphics.fillOval(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    /** Each band starts high, glides over its sill and runs out lower. */
    private void band(Graphics2D graphics, int depth, Random random) {
        double top = 322 + depth * 52 + random.nextDouble() * 18;
        double drop = 44 + random.nextDouble() * 60;
        double sill = WIDTH * (0.30 + random.nextDouble() * 0.34);
        double width = 90 + random.nextDouble() * 90;
        Path2D surface = new Path2D.Double();
        surface.moveTo(-20, top);
        surface.lineTo(sill, top);
        surface.curveTo(sill + width, top, sill, top + drop, sill + width, top + drop);
        surface.lineTo(WIDTH + 20, top + drop);
        Path2D body = new Path2D.Double(surface);
        body.lineTo(WIDTH + 20, HEIGHT);
        body.lineTo(-20, HEIGHT);
        body.closePath();
        Color water = Color.getHSBColor((184 + depth * 3) / 360f, 0.58f + depth * 0.05f, 0.56f - depth * 0.075f);
        graphics.setPaint(new GradientPaint(0, (float) top, water, 0, HEIGHT, water.darker()));
        graphics.fill(body);
        currents.add(new Current(surface, LIGHTS_BELOW_SURFACE, LIGHTS_PER_BAND, random));
    }

    private BufferedImage dot(double strength) {
        int size = Math.max(3, (int) Math.round(7 * scale));
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB_PRE);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new RadialGradientPaint(size / 2f, size / 2f, size / 2f, new float[] {0, 1}, new Color[] {
            new Color(0xdc, 0xf6, 0xf2, (int) (255 * strength)), new Color(0xdc, 0xf6, 0xf2, 0)
        }));
        graphics.fillRect(0, 0, size, size);
        graphics.dispose();
        return image;
    }
}
