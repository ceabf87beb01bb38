package live.weir.load.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A line chart as SVG, without any library: readable in every browser, and in a mail. */
public final class Chart {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 200;
    private static final int LEFT = 64;
    private static final int BOTTOM = 28;
    private static final int TOP = 12;
    private static final int RIGHT = 12;
    private static final List<String> COLOURS = List.of("#0b6", "#c60", "#06c", "#a0a", "#888");

    private final StringBuilder lines = new StringBuilder();
    private final StringBuilder legend = new StringBuilder();
    private final double[] xs;
    private final double highest;
    private final String unit;
    private int drawn;

    /** @param xs where the points are, ascending */
    public Chart(double[] xs, String unit, double[]... all) {
        this.xs = xs.clone();
        this.unit = unit;
        double most = Arrays.stream(all)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        this.highest = round(most);
    }

    /** The next number of the kind 1, 2, 5 × 10ⁿ. */
    private static double round(double value) {
        if (value <= 0) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : new double[] {1, 2, 5}) {
            if (value <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }

    public Chart line(String name, double[] values) {
        String colour = COLOURS.get(drawn++ % COLOURS.size());
        StringBuilder path = new StringBuilder();
        boolean pen = false;
        for (int i = 0; i < values.length && i < xs.length; i++) {
            if (Double.isFinite(values[i])) {
                path.append(pen ? 'L' : 'M').append(x(xs[i])).append(' ').append(y(values[i]));
                pen = true;
            } else {
                pen = false;
            }
        }
        lines.append("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>\n".formatted(path, colour));
        legend.append("<tspan fill=\"%s\">■ %s  </tspan>".formatted(colour, escape(name)));
        return this;
    }

    private String x(double value) {
        double last = xs.length == 0 ? 1 : Math.max(xs[xs.length - 1], 1e-9);
        return number(LEFT + (WIDTH - LEFT - RIGHT) * value / last);
    }

    private String y(double value) {
        return number(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * Math.min(value, highest) / highest);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** @param axis what stands below, such as seconds */
    public String svg(String title, String axis) {
        StringBuilder svg = new StringBuilder();
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\" font-family=\"system-ui, sans-serif\" font-size=\"11\">%n"
                        .formatted(WIDTH, HEIGHT, escape(title)));
        for (int i = 0; i <= 4; i++) {
            double value = highest * i / 4;
            svg.append(
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\" stroke=\"#8884\"/><text x=\"%d\" y=\"%s\" text-anchor=\"end\" fill=\"currentColor\">%s</text>%n"
                            .formatted(LEFT, WIDTH - RIGHT, y(value), y(value), LEFT - 6, y(value), label(value)));
        }
        double last = xs.length == 0 ? 0 : xs[xs.length - 1];
        svg.append(
                "<text x=\"%d\" y=\"%d\" fill=\"currentColor\">0</text><text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"currentColor\">%s %s</text>%n"
                        .formatted(LEFT, HEIGHT - 14, WIDTH - RIGHT, HEIGHT - 14, label(last), escape(axis)));
        svg.append(lines);
        svg.append("<text x=\"%d\" y=\"%d\" fill=\"currentColor\">%s(%s)</text>%n</svg>%n"
                .formatted(LEFT, HEIGHT - 2, legend, escape(unit)));
        return svg.toString();
    }

    private static String label(double value) {
        return value >= 1000 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.3g", value);
    }

    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
