package live.weir.bridge.transcode.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.StringTokenizer;

/**
 * Letters drawn with one stroke, because a fresh server has no fonts and Java fails without them. Each is drawn once, as a
 * small picture, and then copied.
 */
final class Glyphs {

    /** A letter's width and its path on a grid where capitals are 100 tall: M(ove), L(ine), C(urve). */
    private record Shape(int width, String path) {}

    private static final double CAPITAL = 100;
    private static final double STROKE = 8.5;
    private static final double GAP = 24;
    private static final double MARGIN = 8;

    private static final Map<Character, Shape> SHAPES = Map.ofEntries(
            Map.entry(
                    '0', new Shape(60, "M30 0 C52 0 60 22 60 50 C60 78 52 100 30 100 C8 100 0 78 0 50 C0 22 8 0 30 0")),
            Map.entry('1', new Shape(60, "M14 18 L36 0 L36 100")),
            Map.entry('2', new Shape(60, "M3 26 C3 10 14 0 30 0 C46 0 57 10 57 27 C57 45 40 58 2 100 L60 100")),
            Map.entry(
                    '3',
                    new Shape(
                            60,
                            "M5 10 C12 3 20 0 29 0 C45 0 55 10 55 24 C55 39 44 47 27 47 C46 47 59 56 59 73"
                                    + " C59 90 46 100 29 100 C17 100 8 96 1 88")),
            Map.entry('4', new Shape(60, "M46 100 L46 0 L0 70 L60 70")),
            Map.entry(
                    '5',
                    new Shape(
                            60,
                            "M54 0 L12 0 L8 43 C15 38 22 36 30 36 C48 36 59 49 59 67 C59 87 46 100 28 100"
                                    + " C17 100 8 96 1 88")),
            Map.entry(
                    '6',
                    new Shape(
                            60,
                            "M50 2 C25 12 2 40 2 68 C2 88 14 100 31 100 C48 100 59 87 59 70 C59 52 47 41 31 41"
                                    + " C14 41 2 53 2 68")),
            Map.entry('7', new Shape(60, "M0 0 L60 0 L20 100")),
            Map.entry(
                    '8',
                    new Shape(
                            60,
                            "M30 46 C15 46 6 36 6 23 C6 9 16 0 30 0 C44 0 54 9 54 23 C54 36 45 46 30 46"
                                    + " C13 46 1 57 1 73 C1 89 13 100 30 100 C47 100 59 89 59 73 C59 57 47 46 30 46")),
            Map.entry(
                    '9',
                    new Shape(
                            60,
                            "M10 98 C35 88 58 60 58 32 C58 12 46 0 29 0 C12 0 1 13 1 30 C1 48 13 59 29 59"
                                    + " C46 59 58 47 58 32")),
            Map.entry(':', new Shape(8, "M4 36 L4 36.1 M4 80 L4 80.1")),
            Map.entry('.', new Shape(8, "M4 100 L4 100.1")),
            Map.entry('W', new Shape(96, "M0 0 L22 100 L48 18 L74 100 L96 0")),
            Map.entry('U', new Shape(60, "M2 0 L2 64 C2 88 12 100 30 100 C48 100 58 88 58 64 L58 0")),
            Map.entry('T', new Shape(60, "M0 0 L60 0 M30 0 L30 100")),
            Map.entry(
                    'C',
                    new Shape(60, "M57 18 C51 6 42 0 32 0 C12 0 1 20 1 50 C1 80 12 100 32 100 C42 100 51 94 57 82")),
            Map.entry(
                    'e',
                    new Shape(
                            58,
                            "M3 68 L56 68 C56 48 46 36 30 36 C13 36 2 49 2 68 C2 88 14 100 31 100 C41 100 49 96 55 89")),
            Map.entry('i', new Shape(8, "M4 38 L4 100 M4 12 L4 12.1")),
            Map.entry('r', new Shape(34, "M4 38 L4 100 M4 64 C7 46 18 37 34 39")),
            Map.entry(' ', new Shape(24, "")));

    private final double scale;
    private final Color colour;
    private final Map<Character, BufferedImage> drawn = new HashMap<>();

    /** @param height of a capital, in pixels */
    Glyphs(double height, Color colour) {
        this.scale = height / CAPITAL;
        this.colour = colour;
    }

    double width(CharSequence text) {
        double width = -GAP;
        for (int index = 0; index < text.length(); index++) {
            width += shape(text.charAt(index)).width() + GAP;
        }
        return width * scale;
    }

    /** @param x where the first letter begins, and y where its capitals do */
    void draw(Graphics2D graphics, CharSequence text, double x, double y) {
        double pen = x;
        for (int index = 0; index < text.length(); index++) {
            char letter = text.charAt(index);
            graphics.drawImage(
                    drawn.computeIfAbsent(letter, this::render),
                    (int) Math.round(pen - MARGIN * scale),
                    (int) Math.round(y - MARGIN * scale),
                    null);
            pen += (shape(letter).width() + GAP) * scale;
        }
    }

    private BufferedImage render(char letter) {
        Shape shape = shape(letter);
        BufferedImage image = new BufferedImage(
                (int) Math.ceil((shape.width() + 2 * MARGIN) * scale),
                (int) Math.ceil((CAPITAL + 2 * MARGIN) * scale),
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

    private static Shape shape(char letter) {
        return Objects.requireNonNull(SHAPES.get(letter), () -> "No shape for " + letter);
    }
}
