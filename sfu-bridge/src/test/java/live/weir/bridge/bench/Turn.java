package live.weir.bridge.bench;

import java.time.Duration;

/**
 * What one server did in one turn.
 *
 * @param cpuMicros of the server
 * @param allocated bytes on its packet path; negative where that cannot be told
 */
record Turn(Arrivals.Taken arrivals, Duration time, double cpuMicros, long allocated) {

    double packetsPerSecond() {
        return arrivals.packets() / seconds();
    }

    double megabitsPerSecond() {
        return arrivals.bytes() * 8 / 1e6 / seconds();
    }

    double cpuMicrosPerPacket() {
        return cpuMicros / arrivals.packets();
    }

    double cores() {
        return cpuMicros / 1e6 / seconds();
    }

    double allocatedPerPacket() {
        return (double) allocated / arrivals.packets();
    }

    double lostPercent() {
        return 100.0 * arrivals.lost() / (arrivals.lost() + arrivals.packets());
    }

    private double seconds() {
        return time.toNanos() / 1e9;
    }
}
