package live.weir.platform.bench;

import java.time.Duration;

/** A server that is measured against others. */
record Contender(String name, int port, ChildJvm jvm) {

    private static final double SETTLED = 0.95;
    private static final int ENOUGH = 20_000;

    /** One turn: as much as it can take, then half of that. */
    Turn measure(LoadGenerator load, Route route, int status, BenchSettings settings) {
        Tally saturated = new Tally();
        Duration before = jvm.cpu();
        Effort full = load.saturate(port, settings.connections(), () -> route, settings.step(), saturated);
        Duration spent = jvm.cpu().minus(before);
        Tally half = new Tally();
        Effort eased =
                load.keepUp(port, settings.connections(), full.perSecond() / 2, () -> route, settings.step(), half);
        long wrong =
                saturated.requests() - saturated.ofClass(status / 100) + half.requests() - half.ofClass(status / 100);
        return new Turn(full, spent, half, eased, wrong);
    }

    /** Until a second costs hardly less than the ones before: the compiler needs requests, not time. */
    void warmUp(LoadGenerator load, Route route, BenchSettings settings) {
        double cost = Double.MAX_VALUE;
        long requests = 0;
        for (int second = 1; second <= settings.mostWarmUp(); second++) {
            Duration before = jvm.cpu();
            Effort effort =
                    load.saturate(port, settings.connections(), () -> route, Duration.ofSeconds(1), new Tally());
            double now = (double) jvm.cpu().minus(before).toNanos() / Math.max(1, effort.answers());
            requests += effort.answers();
            if (requests > ENOUGH && second > 2 && now > cost * SETTLED) {
                return;
            }
            cost = Math.min(cost, now);
        }
    }

    /** What one turn showed. */
    record Turn(Effort full, Duration cpu, Tally half, Effort eased, long wrong) {

        /** Whether the figures may be the generator's rather than the server's. */
        boolean isDoubtful() {
            return full.isGeneratorTheLimit() || eased.unsent() > eased.answers() / 100;
        }

        double cpuMicros() {
            return cpu.toNanos() / 1_000.0 / Math.max(1, full.answers());
        }
    }
}
