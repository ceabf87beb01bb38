package live.weir.platform.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import live.weir.testing.MarkdownTable;

/** All answers of a drill, told apart afterwards by the moment at which their requests were due. */
final class DrillLog implements Answer.Listener {

    private final List<Answer> answers = new ArrayList<>();

    /** A server's absence. All are moments of {@link System#nanoTime}. */
    record Outage(String server, long watchedFrom, long stopped, long returned, long watchedTo) {}

    private record Phase(String name, long from, long to) {

        boolean covers(Answer answer) {
            long due = answer.at() - answer.nanos();
            return due >= from && due < to;
        }
    }

    @Override
    public void onAnswer(Answer answer) {
        answers.add(answer);
    }

    MarkdownTable phases(Outage outage, List<Route> routes) {
        MarkdownTable table = new MarkdownTable(
                "route", outage.server(), "requests", "2xx", "4xx", "5xx", "broken", "stale", "p50 ms", "p95 ms");
        List<Phase> phases = List.of(
                new Phase("before", outage.watchedFrom(), outage.stopped()),
                new Phase("away", outage.stopped(), outage.returned()),
                new Phase("after", outage.returned(), outage.watchedTo()));
        for (Route route : routes) {
            for (Phase phase : phases) {
                Tally tally = new Tally();
                answers.stream()
                        .filter(answer -> answer.route() == route && phase.covers(answer))
                        .forEach(tally::onAnswer);
                row(table, route, phase, tally);
            }
        }
        return table;
    }

    private static void row(MarkdownTable table, Route route, Phase phase, Tally tally) {
        table.row(
                route.name(),
                phase.name(),
                tally.requests(),
                tally.ofClass(2),
                tally.ofClass(4),
                tally.ofClass(5),
                tally.ofClass(0),
                percent(tally.stale(), tally.requests()),
                format("%.1f", tally.millis(50)),
                format("%.1f", tally.millis(95)));
    }

    /** A drill whose calm before the outage was none says nothing about the outage. */
    void requireHealthyBefore(Outage outage) {
        Phase before = new Phase("before", outage.watchedFrom(), outage.stopped());
        Tally tally = new Tally();
        answers.stream().filter(before::covers).forEach(tally::onAnswer);
        if (tally.requests() == 0 || tally.ofClass(5) + tally.ofClass(0) > 0) {
            throw new IllegalStateException(tally.ofClass(5) + tally.ofClass(0) + " of " + tally.requests()
                    + " requests failed before " + outage.server() + " was stopped: the drill is void");
        }
    }

    /** From the moment at which the server answers again to the first good, fresh answer of each route. */
    MarkdownTable recovery(Outage outage, List<Route> routes) {
        MarkdownTable table = new MarkdownTable(
                "route", outage.server() + " is back: first good answer s", "last bad or stale one s");
        for (Route route : routes) {
            double first = Double.NaN;
            double last = 0;
            for (Answer answer : answers) {
                if (answer.route() == route && answer.at() >= outage.returned() && answer.at() < outage.watchedTo()) {
                    double after = (answer.at() - outage.returned()) / 1e9;
                    boolean good = answer.status() / 100 == 2 && !answer.stale();
                    first = good && Double.isNaN(first) ? after : first;
                    last = good ? last : after;
                }
            }
            table.row(route.name(), format("%.2f", first), last == 0 ? "none" : format("%.2f", last));
        }
        return table;
    }

    private static String percent(long part, long whole) {
        return whole == 0 ? "-" : format("%.0f %%", 100.0 * part / whole);
    }

    private static String format(String form, double figure) {
        return String.format(Locale.ROOT, form, figure);
    }
}
