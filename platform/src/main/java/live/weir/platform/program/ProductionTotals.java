package live.weir.platform.program;

import java.util.concurrent.atomic.LongAdder;
import live.weir.bridge.transcode.ProgramVitals;

/** What programs that are over have counted: a node's counters only grow. */
final class ProductionTotals {

    final LongAdder parts = new LongAdder();
    final LongAdder lateParts = new LongAdder();
    final LongAdder skippedPictures = new LongAdder();
    final LongAdder droppedUnits = new LongAdder();
    final LongAdder restarts = new LongAdder();

    /** The last word of a maker. */
    void add(ProgramVitals last) {
        parts.add(last.chunks());
        lateParts.add(last.lateChunks());
        skippedPictures.add(last.skippedFrames());
        droppedUnits.add(last.droppedUnits());
        restarts.add(last.restarts());
    }
}
