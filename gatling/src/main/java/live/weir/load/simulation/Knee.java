package live.weir.load.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import live.weir.load.measure.Journal;
import live.weir.load.measure.Track;
import live.weir.load.measure.Track.Count;

/** Reads from a journal up to how many viewers all was well: step by step, the first that misses a bar is beyond the knee. */
final class Knee {

    private static final double FROZEN_SHARE = 0.01;

    private final Journal journal;
    private final String name;
    private final int perStep;
    private final int stepSeconds;
    private final int settleSeconds;
    private final int lead;
    private final double delayMillis;
    private final double joinMillis;

    Knee(Journal journal, String name, int perStep, int stepSeconds, int settleSeconds, int lead, int slack) {
        this.journal = journal;
        this.name = name;
        this.perStep = perStep;
        this.stepSeconds = stepSeconds;
        this.settleSeconds = settleSeconds;
        this.lead = lead;
        this.delayMillis = 250.0 * slack;
        this.joinMillis = 1_000.0 * slack;
    }

    record Level(
            int viewers, double delay, double join, double frozenShare, double megabits, double cores, boolean well) {}

    List<Level> levels() {
        Track track = journal.track(name);
        List<Level> levels = new ArrayList<>();
        for (int step = 0; lead + (step + 1) * stepSeconds <= journal.second(); step++) {
            int from = lead + step * stepSeconds;
            int to = from + stepSeconds;
            int settled = from + settleSeconds;
            int viewers = (int) track.totalBetween(Count.PEERS, 0, to);
            double delay = track.millisBetween("picture delay", 95, settled, to);
            double join = track.millisBetween("first keyframe", 95, from, to);
            double frozen = track.totalBetween(Count.FREEZES, settled, to) / Math.max(1, viewers * (to - settled));
            double megabits = track.totalBetween(Count.BYTES, settled, to) * 8e-6 / (to - settled);
            double cores = journal.track("server").millisBetween("cores × 1000", 50, settled, to) / 1000;
            boolean all = viewers >= perStep * (step + 1);
            boolean well = all && delay <= delayMillis && !(join > joinMillis) && frozen <= FROZEN_SHARE;
            levels.add(new Level(viewers, delay, join, frozen, megabits, cores, well));
        }
        return levels;
    }

    boolean isPassed() {
        return levels().stream().anyMatch(level -> !level.well());
    }

    String describe() {
        StringBuilder text = new StringBuilder("""

                | viewers | delay p95 ms | first picture p95 ms | frozen % | Mbit/s | server cores | well |
                |---:|---:|---:|---:|---:|---:|---|
                """);
        int knee = 0;
        boolean passed = false;
        for (Level level : levels()) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %d | %.0f | %.0f | %.2f | %.1f | %.2f | %s |%n",
                    level.viewers(),
                    level.delay(),
                    level.join(),
                    level.frozenShare() * 100,
                    level.megabits(),
                    level.cores(),
                    level.well() ? "yes" : "no"));
            passed |= !level.well();
            knee = passed ? knee : level.viewers();
        }
        return text
                + (passed
                        ? "The knee: all was well up to " + knee + " viewers.\n"
                        : "No knee up to " + knee + " viewers: raise step or steps.\n");
    }
}
