package live.weir.bridge.transcode.worker;

import java.util.concurrent.TimeUnit;

/** Times of the node, and samples of sound since a point that stays the same for this child's life. */
final class Clock {

    private static final long NANOS = 1_000_000_000L;
    /** On Linux all processes read one clock; elsewhere its zero may differ by process. */
    private static final long SAME = TimeUnit.SECONDS.toNanos(5);

    private final long base;
    private final long nodeAhead;

    /** @param nodeNanos what the node's clock showed just now */
    Clock(long nodeNanos) {
        long ahead = nodeNanos - System.nanoTime();
        this.nodeAhead = Math.abs(ahead) < SAME ? 0 : ahead;
        // Far enough back that no sample is numbered below zero.
        this.base = System.nanoTime() - TimeUnit.HOURS.toNanos(1);
    }

    /** Of a time that the node tells. */
    long ofNode(long nodeNanos) {
        return nodeNanos - nodeAhead;
    }

    long samples(long time) {
        long since = time - base;
        return since / NANOS * CmafHeader.AAC_RATE + since % NANOS * CmafHeader.AAC_RATE / NANOS;
    }

    long nanos(long samples) {
        return samples * NANOS / CmafHeader.AAC_RATE;
    }
}
