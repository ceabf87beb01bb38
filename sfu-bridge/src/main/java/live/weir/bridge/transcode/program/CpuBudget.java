package live.weir.bridge.transcode.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import live.weir.bridge.transcode.ProgramRefused;
import live.weir.bridge.transcode.ProgramSettings;
import live.weir.bridge.transcode.Rung;

/** Which ladders the CPU carries, by what encoding was measured to cost here. */
final class CpuBudget {

    /** Until a child has measured: OpenH264 on a server of the 2020s. */
    private static final long LIKELY_NANOS_PER_MEGAPIXEL = 6_000_000;

    /** Beside encoding there is scaling and composing. */
    private static final double WITH_SCALING = 1.4;

    private static final double DECODING = 0.12;

    private final double cores;
    private double taken;
    private long nanosPerMegapixel = LIKELY_NANOS_PER_MEGAPIXEL;

    CpuBudget(double cores) {
        this.cores = cores;
    }

    synchronized void measured(long nanos) {
        nanosPerMegapixel = Math.max(100_000, nanos);
    }

    /** A share of the CPU; given back by {@link #release}. */
    record Share(List<Rung> ladder, double cores) {}

    /**
     * The ladder without the tallest rungs that there is no room for.
     *
     * @throws ProgramRefused if there is not even room for the smallest
     */
    synchronized Share take(ProgramSettings settings) {
        List<Rung> ladder = new ArrayList<>(settings.ladder());
        while (ladder.size() > 1 && taken + cost(ladder, settings.frameRate()) > cores) {
            ladder.remove(0);
        }
        double cost = cost(ladder, settings.frameRate());
        if (taken > 0 && taken + cost > cores) {
            throw new ProgramRefused(String.format(
                    Locale.ROOT, "Another program would take %.2f cores; %.2f of %.2f are taken", cost, taken, cores));
        }
        taken += cost;
        return new Share(List.copyOf(ladder), cost);
    }

    synchronized void release(Share share) {
        taken = Math.max(0, taken - share.cores());
    }

    private double cost(List<Rung> ladder, int frameRate) {
        double pixels = ladder.stream()
                .mapToDouble(rung -> rung.width() * rung.height())
                .sum();
        return DECODING + pixels * frameRate * nanosPerMegapixel / 1e15 * WITH_SCALING;
    }
}
