package live.weir.bridge.transcode.program;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import live.weir.bridge.transcode.wire.WorkerVitals;

/** What workers counted, one after another: each begins at nought, the program does not. */
final class Tally {

    private static final WorkerVitals NOTHING = new WorkerVitals(0, 0, 0, 0, 0, 0, 0, 0);

    private WorkerVitals now = NOTHING;
    private long lateBefore;
    private long skippedBefore;

    synchronized void newWorker() {
        lateBefore = lateChunks();
        skippedBefore = skippedFrames();
        now = NOTHING;
    }

    synchronized void take(WorkerVitals vitals) {
        now = vitals;
    }

    synchronized long lateChunks() {
        return lateBefore + now.lateChunks();
    }

    synchronized long skippedFrames() {
        return skippedBefore + now.skippedFrames();
    }

    synchronized Duration delay() {
        return Duration.of(now.delayMicros(), ChronoUnit.MICROS);
    }
}
