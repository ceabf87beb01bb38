package live.weir.load.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import live.weir.load.measure.Track.Count;
import tools.jackson.databind.json.JsonMapper;

/** Writes a journal for people ({@code media.html}) and for programs ({@code media.json}). */
public final class MediaReport {

    /** The file that the capacity model reads. */
    public static final String FIGURES = "media.json";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Journal journal;

    public MediaReport(Journal journal) {
        this.journal = journal;
    }

    /** Into that folder; gives the page. */
    public Path write(Path folder, String title) {
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve(FIGURES),
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsString(figures(title)));
            return Files.writeString(folder.resolve("media.html"), page(title));
        } catch (IOException full) {
            throw new UncheckedIOException("The media report cannot be written to " + folder, full);
        }
    }

    Map<String, Object> figures(String title) {
        Map<String, Object> tracks = new LinkedHashMap<>();
        journal.tracks().forEach((name, track) -> tracks.put(name, figures(track)));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("title", title);
        all.put("startedAt", journal.startedAt().toString());
        all.put("seconds", journal.second());
        all.put("machine", Machine.describe());
        all.put("processors", Runtime.getRuntime().availableProcessors());
        all.put("notes", journal.notes());
        all.put("tracks", tracks);
        return all;
    }

    private static Map<String, Object> figures(Track track) {
        Map<String, Object> figures = new LinkedHashMap<>();
        for (Count count : Count.values()) {
            if (track.total(count) != 0) {
                figures.put(count.name().toLowerCase(Locale.ROOT), track.total(count));
            }
        }
        track.spreads().forEach((name, series) -> {
            Spread spread = series.all();
            Map<String, Object> millis = new LinkedHashMap<>();
            millis.put("count", spread.count());
            millis.put("p50", spread.millis(50));
            millis.put("p95", spread.millis(95));
            millis.put("p99", spread.millis(99));
            millis.put("max", spread.millis(100));
            figures.put(name, millis);
        });
        return figures;
    }

    private String page(String title) {
        StringBuilder page = new StringBuilder("""
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>Media: %s</title><style>
                body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff }
                table { border-collapse: collapse } td, th { padding: .2rem .8rem; border-bottom: 1px solid #8884; text-align: right }
                th:first-child, td:first-child { text-align: left } .note { color: #b40 }
                @media (prefers-color-scheme: dark) { body { color: #ddd; background: #181818 } .note { color: #f96 } }
                </style></head><body><h1>Media: %s</h1>
                """.formatted(Chart.escape(title), Chart.escape(title)));
        page.append("<p>")
                .append(journal.startedAt())
                .append(", ")
                .append(journal.second())
                .append(" s, ");
        page.append(Chart.escape(Machine.describe())).append("</p>\n");
        journal.notes()
                .forEach(note -> page.append("<p class=\"note\">")
                        .append(Chart.escape(note))
                        .append("</p>\n"));
        journal.tracks().values().forEach(track -> section(page, track));
        return page.append("</body></html>\n").toString();
    }

    private static void section(StringBuilder page, Track track) {
        page.append("<h2>").append(Chart.escape(track.name())).append("</h2>\n");
        table(page, track);
        counts(page, track, "Bitrate", "Mbit/s", 8e-6, Count.BYTES);
        counts(
                page,
                track,
                "Packets missing, and those that came after all",
                "packets/s",
                1,
                Count.LOST,
                Count.RECOVERED);
        counts(page, track, "Pictures", "pictures/s", 1, Count.PICTURES);
        counts(page, track, "Freezes", "freezes/s", 1, Count.FREEZES);
        counts(page, track, "Messages", "messages/s", 1, Count.MESSAGES);
        track.spreads().forEach((name, series) -> {
            int length = series.used();
            double[] middle = series.millis(50, length);
            double[] late = series.millis(95, length);
            double[] latest = series.millis(99, length);
            page.append("<h3>").append(Chart.escape(name)).append("</h3>\n");
            page.append(new Chart(seconds(length, series.width()), "ms", middle, late, latest)
                    .line("p50", middle)
                    .line("p95", late)
                    .line("p99", latest)
                    .svg(track.name() + ": " + name, "s"));
        });
    }

    private static void counts(
            StringBuilder page, Track track, String title, String unit, double factor, Count... what) {
        List<double[]> all = new ArrayList<>();
        double total = 0;
        for (Count count : what) {
            Series series = track.series(count);
            double[] values = series.values();
            for (int i = 0; i < values.length; i++) {
                total += values[i];
                values[i] *= factor / series.width();
            }
            all.add(values);
        }
        if (total == 0) {
            return;
        }
        int length = all.stream().mapToInt(values -> values.length).max().orElse(0);
        Chart chart = new Chart(seconds(length, track.series(what[0]).width()), unit, all.toArray(double[][]::new));
        for (int i = 0; i < what.length; i++) {
            chart.line(what[i].name().toLowerCase(Locale.ROOT).replace('_', ' '), all.get(i));
        }
        page.append("<h3>").append(title).append("</h3>\n").append(chart.svg(track.name() + ": " + title, "s"));
    }

    private static double[] seconds(int length, int width) {
        double[] seconds = new double[length];
        for (int i = 0; i < length; i++) {
            seconds[i] = (double) i * width;
        }
        return seconds;
    }

    private static void table(StringBuilder page, Track track) {
        page.append(
                "<table><tr><th>times in ms</th><th>count</th><th>p50</th><th>p95</th><th>p99</th><th>max</th></tr>\n");
        track.spreads().forEach((name, series) -> {
            Spread spread = series.all();
            page.append("<tr><td>%s</td><td>%,d</td><td>%.1f</td><td>%.1f</td><td>%.1f</td><td>%.1f</td></tr>%n"
                    .formatted(
                            Chart.escape(name),
                            spread.count(),
                            spread.millis(50),
                            spread.millis(95),
                            spread.millis(99),
                            spread.millis(100)));
        });
        page.append("</table><table><tr><th>in all</th><th></th></tr>\n");
        for (Count count : Count.values()) {
            if (track.total(count) != 0) {
                page.append("<tr><td>%s</td><td>%,.0f</td></tr>%n"
                        .formatted(count.name().toLowerCase(Locale.ROOT).replace('_', ' '), track.total(count)));
            }
        }
        page.append("</table>\n");
    }
}
