package live.weir.signaling.stage;

import live.weir.bridge.engine.MediaEngine;
import live.weir.signaling.protocol.StageCodec;

/** What all stages of a node share. */
record StageServices(
        MediaEngine engine,
        StagePorts ports,
        StageLimits limits,
        StageTime time,
        StageMeters meters,
        StageCodec codec,
        MemoryKeeper.Form memoryForm,
        ClientShares shares) {

    /** Early, before anything is done for a newcomer. */
    void requireEngineNotBusy() {
        if (engine.load().busy() >= limits.busy()) {
            throw Refusals.overloaded("This server is busy. Please come back in a moment.");
        }
    }

    long nowNanos() {
        return time.scheduler().now(java.util.concurrent.TimeUnit.NANOSECONDS);
    }
}
