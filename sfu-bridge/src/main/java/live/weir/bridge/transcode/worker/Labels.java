package live.weir.bridge.transcode.worker;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import live.weir.bridge.transcode.drawing.Glyphs;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Names beneath faces: white strokes on a dark bar in the tile's lower left corner. Each is drawn once and then copied. */
final class Labels {

    private static final double HEIGHT = 0.022; // a capital, of the picture's height
    private static final int MOST_KEPT = 32;
    private static final int BAR = 0x2A; // brightness of its ground
    private static final int NO_COLOUR = (byte) 128;

    private final double capital;
    private final Glyphs glyphs;
    private final Map<String, Label> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Label> eldest) {
            return size() > MOST_KEPT;
        }
    };

    /** Brightness by pixel; both sides even. */
    private static final class Label {

        final int width;
        final int height;
        final byte[] luma;

        Label(int width, int height, byte[] luma) {
            this.width = width;
            this.height = height;
            this.luma = luma;
        }
    }

    Labels(int pictureHeight) {
        this.capital = Math.max(6, pictureHeight * HEIGHT);
        this.glyphs = new Glyphs(capital, Color.WHITE);
    }

    /** As much of it as the tile has room for. */
    void write(String text, AVFrame frame, Tile tile) {
        String legible = Glyphs.legible(text);
        if (legible.isEmpty()) {
            return;
        }
        int most = tile.width() * 9 / 10;
        Label label = kept.computeIfAbsent(legible + '\n' + most, key -> draw(legible, most));
        int margin = (int) capital / 2 & ~1;
        int x = tile.x() + margin;
        int y = tile.y() + tile.height() - margin - label.height & ~1;
        if (x + label.width <= tile.x() + tile.width() && y >= tile.y()) {
            copy(label, frame, x, y);
        }
    }

    private Label draw(String text, int most) {
        String fitting = text;
        while (fitting.length() > 1 && glyphs.width(fitting) + 2 * capital > most) {
            fitting = fitting.substring(0, fitting.length() - 1);
        }
        int width = (int) Math.ceil(glyphs.width(fitting) + 1.4 * capital) + 1 & ~1;
        int height = (int) Math.ceil(2.2 * capital) + 1 & ~1;
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(BAR, BAR, BAR));
        graphics.fillRect(0, 0, width, height);
        glyphs.draw(graphics, fitting, 0.7 * capital, 0.55 * capital);
        graphics.dispose();
        byte[] luma = new byte[width * height];
        for (int i = 0; i < luma.length; i++) {
            luma[i] = (byte) (image.getRGB(i % width, i / width) & 0xff);
        }
        return new Label(width, height, luma);
    }

    private static void copy(Label label, AVFrame frame, int x, int y) {
        for (int plane = 0; plane < 3; plane++) {
            int shift = plane == 0 ? 0 : 1;
            int stride = frame.linesize(plane);
            ByteBuffer pixels = frame.data(plane)
                    .capacity((long) stride * (frame.height() >> shift))
                    .asBuffer();
            int width = label.width >> shift;
            for (int row = 0; row < label.height >> shift; row++) {
                int at = ((y >> shift) + row) * stride + (x >> shift);
                if (plane == 0) {
                    pixels.put(at, label.luma, row * label.width, width);
                } else {
                    for (int column = 0; column < width; column++) {
                        pixels.put(at + column, (byte) NO_COLOUR);
                    }
                }
            }
        }
    }
}
