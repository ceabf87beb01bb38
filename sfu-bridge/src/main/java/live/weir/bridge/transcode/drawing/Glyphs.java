package live.weir.bridge.transcode.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * Letters drawn with one stroke, because a fresh server has no fonts and Java fails without them. Each is drawn once, as a
 * small picture, and then copied.
 */
public final class Glyphs {

    private static final double CAPITAL = 100;
    private static final double STROKE = 8.5;
    private static final double GAP = 24;
    private static final double MARGIN = 8;
    private static final double DESCENT = 28;

    private final double scale;
    private final Color colour;
    private final Map<Character, BufferedImage> drawn = new HashMap<>();

    /** @param height of a capital, in pixels */
    public Glyphs(double height, Color colour) {
        this.scale = height / CAPITAL;
        this.colour = colour;
    }

    /** What of a text can be drawn: accents are left out, and so is every letter without a shape. */
    public static String legible(String text) {
        StringBuilder legible = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFKD)
                .chars()
                .map(letter -> Character.isWhitespace(letter) ? ' ' : letter)
                .filter(letter -> Strokes.has((char) letter))
                .forEach(letter -> legible.append((char) letter));
        return legible.toString().strip();
    }

    public double width(CharSequence text) {
        double width = -GAP;
        for (int index = 0; index < text.length(); index++) {
            width += Strokes.of(text.charAt(index)).width() + GAP;
        }
        return width * scale;
    }

    /** @param x where the first letter begins, and y where its capitals do */
    public void draw(Graphics2D graphics, CharSequence text, double x, double y) {
        double pen = x;
        for (int index = 0; index < text.length(); index++) {
            char letter = text.charAt(index);
            graphics.drawImage(
                    drawn.computeIfAbsent(letter, this::render),
                    (int) Math.round(pen - MARGIN * scale),
                    (int) Math.round(y - MARGIN * scale),
                    null);
            pen += (Strokes.of(letter).width() + GAP) * scale;
        }
    }

    private BufferedImage render(char letter) {
        Strokes.Shape shape = Strokes.of(letter);
        BufferedImage image = new BufferedImage(
                (int) Math.ceil((shape.width() + 2 * MARGIN) * scale),
                (int) Math.ceil((CAPITAL + DESCENT + 2 * MARGIN) * scale),
                BufferedImage.TYPE_INT_ARGB_PRE);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        AffineTransform grid = AffineTransform.getScaleInstance(scale, scale);
        grid.translate(MARGIN, MARGIN);
        graphics.transform(grid);
        graphics.setColor(colour);
        graphics.setStroke(new BasicStroke((float) STROKE, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(path(shape.path()));
        graphics.dispose();
        return image;
    }

    private static Path2D path(String commands) {
        Path2D path = new Path2D.Double();
        StringTokenizer words = new StringTokenizer(commands);
        while (words.hasMoreTokens()) {
            String word = words.nextToken();
            double x = Double.parseDouble(word.substring(1));
            switch (word.charAt(0)) {
                case 'M' -> path.moveTo(x, next(words));
                case 'L' -> path.lineTo(x, next(words));
                default -> path.curveTo(x, next(words), next(words), next(words), next(words), next(words));
            }
        }
        return path;
    }

    private static double next(StringTokenizer words) {
        return Double.parseDouble(words.nextToken());
    }
}
