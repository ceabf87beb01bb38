package live.weir.load.capacity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import live.weir.load.measure.Chart;

/** Prints what an audience takes, and draws it. */
public final class Capacity {

    private static final String HEAD =
            "| viewers | broadcasts | stage | media | delivery | chat | API | Kurento | egress Gbit/s"
                    + " | CDN Gbit/s | storage TB | cost/month | cost/viewer-hour |\n" + "|---:".repeat(13) + "|\n";
    private static final int MONTHS = 12;

    private final Plan plan;
    private final Measured measured;

    private Capacity(Plan plan, Measured measured) {
        this.plan = plan;
        this.measured = measured;
    }

    /** @param planFile an operator's properties; empty for the defaults */
    public static Capacity of(String planFile, Path results) {
        Plan plan = planFile.isEmpty() ? Plan.defaults() : Plan.read(Path.of(planFile));
        return new Capacity(plan, Measured.from(plan, results));
    }

    public String text() {
        StringBuilder text = new StringBuilder("Nodes at the peak, by role (")
                .append(plan.text("node.cores"))
                .append(" cores, used up to ")
                .append(plan.text("node.use.percent"))
                .append(" %):\n\n")
                .append(HEAD);
        for (long viewers : plan.viewers()) {
            text.append(row(Estimate.of(plan, measured, viewers)));
        }
        text.append("\nGrowing by ")
                .append(plan.text("growth.percent.per.month"))
                .append(" % a month:\n\n")
                .append(HEAD);
        double viewers = plan.viewers()[0];
        for (int month = 0; month <= MONTHS; month += 3) {
            text.append(row(Estimate.of(
                    plan,
                    measured,
                    Math.round(viewers * Math.pow(1 + plan.share("growth.percent.per.month"), month)))));
        }
        text.append("\nWhat a core does:\n\n");
        measured.all()
                .forEach((name, value) -> text.append("- ")
                        .append(name)
                        .append(" = ")
                        .append(value)
                        .append('\n'));
        text.append("\nWhat was planned:\n\n");
        plan.all()
                .forEach((name, value) -> text.append("- ")
                        .append(name)
                        .append(" = ")
                        .append(value)
                        .append('\n'));
        return text.toString();
    }

    private static String row(Estimate each) {
        return String.format(
                Locale.ROOT,
                "| %,d | %,d | %,d | %,d | %,d | %,d | %,d | %,d | %,.1f | %,.1f | %,.1f | %,.0f | %.5f |%n",
                each.viewers(),
                each.broadcasts(),
                each.stageNodes(),
                each.mediaNodes(),
                each.deliveryNodes(),
                each.chatNodes(),
                each.apiNodes(),
                each.kurentoServers(),
                each.egressGigabits(),
                each.cdnGigabits(),
                each.storageTerabytes(),
                each.costPerMonth(),
                each.costPerViewerHour());
    }

    /** Writes {@code capacity.md} and {@code capacity.html}; gives the page. */
    public Path write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("capacity.md"), "# Capacity\n\n" + text());
            return Files.writeString(folder.resolve("capacity.html"), page());
        } catch (IOException full) {
            throw new UncheckedIOException("The capacity report cannot be written to " + folder, full);
        }
    }

    private String page() {
        List<Estimate> curve = new ArrayList<>();
        for (double power = 3; power <= 7.01; power += 0.25) {
            curve.add(Estimate.of(plan, measured, Math.round(Math.pow(10, power))));
        }
        double[] steps = new double[curve.size()];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = 3 + i * 0.25;
        }
        StringBuilder page = new StringBuilder("""
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>Capacity</title><style>
                body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
                pre { overflow-x: auto } svg { max-width: 48rem }
                </style></head><body><h1>Capacity</h1>
                """);
        draw(page, "Cost per viewer-hour", "price", steps, Map.of("cost", of(curve, Estimate::costPerViewerHour)));
        draw(page, "Nodes", "nodes", steps, Map.of("all roles", of(curve, each -> (double) each.nodes())));
        return page.append("<p>The axis below is the power of ten of the viewers, from 10³ to 10⁷.</p><pre>")
                .append(Chart.escape(text()))
                .append("</pre></body></html>\n")
                .toString();
    }

    private static double[] of(List<Estimate> curve, ToDoubleFunction<Estimate> figure) {
        return curve.stream().mapToDouble(figure).toArray();
    }

    private static void draw(StringBuilder page, String title, String unit, double[] xs, Map<String, double[]> lines) {
        Chart chart = new Chart(xs, unit, lines.values().toArray(double[][]::new));
        lines.forEach(chart::line);
        page.append("<h2>").append(title).append("</h2>\n").append(chart.svg(title, "= log₁₀ viewers"));
    }
}
