package live.weir.platform.bench;

import java.time.Duration;

/**
 * What a stint of load was.
 *
 * @param answers complete ones
 * @param unsent requests that were due but found no free connection until the end
 * @param time how long it lasted
 * @param cpu what the generator's thread took meanwhile
 */
record Effort(long answers, long unsent, Duration time, Duration cpu) {

    /** Past this share of a core the generator itself may be what limits. */
    private static final double BUSY = 0.9;

    double perSecond() {
        return answers / (time.toNanos() / 1e9);
    }

    double cores() {
        return (double) cpu.toNanos() / time.toNanos();
    }

    boolean isGeneratorTheLimit() {
        return cores() > BUSY;
    }
}
