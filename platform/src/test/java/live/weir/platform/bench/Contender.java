package live.weir.platform.bench;

import java.time.Duration;

/** A server that is measured against others. */
record Contender(String name, int port, ChildJvm jvm) {

    /** One turn: as much as it can take, then half of that. */
    Turn measure(LoadGenerator load, Route route, int status, BenchSettings settings) {
        Tally saturated = new Tally();
        Duration before = jvm.cpu();
        Effort full = load.saturate(port, settings.connections(), () -> route, settings.step(), saturated);
        Duration spent = jvm.cpu().minus(before);
        Tally half = new Tally();
        Effort eased =
                load.keepUp(port, settings.connections(), full.perSecond() / 2, () -> route, settings.step(), half);
        long wrong = saturated.requests()
                - saturated.ofClass(status / 100)
                + half.requests()
                - half.ofClass(status / 100);
        return new Turn(full, spent, half, eased, wrong);
    }

    void warmUp(LoadGenerator load, Route route, BenchSettings settings) {
        load.saturate(port, settings.connections(), () -> route, settings.warmUp(), new Tally());
    }

    /** What one turn showed. */
    record Turn(Effort full, Duration cpu, Tally half, Effort eased, long wrong) {

        double cpuMicros() {
            return cpu.toNanos() / 1_000.0 / Math.max(1, full.answers());
        }
    }
}
