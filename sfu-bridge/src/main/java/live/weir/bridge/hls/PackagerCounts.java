package live.weir.bridge.hls;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What a packager counts, for whoever shows it. */
public final class PackagerCounts {

    final LongAdder parts = new LongAdder();
    final LongAdder dropped = new LongAdder();
    final LongAdder overlong = new LongAdder();
    final LongAdder cutBlindly = new LongAdder();
    final LongAdder notShelved = new LongAdder();
    final LongAdder lostFromWindow = new LongAdder();
    final AtomicLong memory = new AtomicLong();

    public long parts() {
        return parts.sum();
    }

    /** Chunks that belong to nothing: of an unknown track, before its first keyframe, or after the end. */
    public long dropped() {
        return dropped.sum();
    }

    /** Parts longer than their playlist promises. */
    public long overlong() {
        return overlong.sum();
    }

    /** Segments that were cut without a keyframe, because none came in time. */
    public long cutBlindly() {
        return cutBlindly.sum();
    }

    /** Segments that could not be kept on the shelf. */
    public long notShelved() {
        return notShelved.sum();
    }

    /** Segments that nobody can seek to any more, because neither memory nor shelf had room. */
    public long lostFromWindow() {
        return lostFromWindow.sum();
    }

    /** Bytes of parts in memory. */
    public long memory() {
        return memory.get();
    }
}
