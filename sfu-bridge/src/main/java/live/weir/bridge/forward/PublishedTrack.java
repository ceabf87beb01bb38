package live.weir.bridge.forward;

import io.netty.util.concurrent.EventExecutor;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A track of a publication, as its viewers know it. Packets come in on the publisher's loop and are handed, once, to every
 * loop that has viewers ({@link TrackOnLoop}); who those are is an immutable snapshot.
 */
public final class PublishedTrack {

    private static final TrackOnLoop[] NOBODY = {};

    private final TrackFormat format;
    private final EventExecutor publisherLoop;
    private final Publisher publisher;
    private final AtomicReference<TrackOnLoop[]> loops = new AtomicReference<>(NOBODY);

    /** What viewers ask of a publisher; from any thread. */
    interface Publisher {

        /** A keyframe of a layer. */
        void requestKeyframe(int layer);

        /** The clock of a layer, or null before the publisher told of it. */
        @Nullable
        ClockPoint clock(int layer);

        /** Bits per second of a layer just now; 0 when it is not being sent. */
        long bitrate(int layer);

        /** The layers within a layer's stream. */
        Scalability scalability(int layer);

        /** In pixels; 0 before a keyframe told. */
        int width(int layer);

        int height(int layer);
    }

    PublishedTrack(TrackFormat format, EventExecutor publisherLoop, Publisher publisher) {
        this.format = format;
        this.publisherLoop = publisherLoop;
        this.publisher = publisher;
    }

    public TrackFormat format() {
        return format;
    }

    /** From any thread; requests are merged and throttled. */
    public void requestKeyframe(int layer) {
        publisher.requestKeyframe(layer);
    }

    Publisher publisher() {
        return publisher;
    }

    /** On the publisher's loop. The caller's reference stays the caller's. */
    void publish(MediaPacket packet) {
        for (TrackOnLoop loop : loops()) {
            loop.take(packet);
        }
    }

    /** On the publisher's loop, when a batch of packets has been read. */
    void endBatch() {
        for (TrackOnLoop loop : loops()) {
            loop.endBatch();
        }
    }

    /** On the loop itself: the place where its viewers of this track wait for packets. */
    TrackOnLoop on(EventExecutor loop) {
        for (TrackOnLoop known : loops()) {
            if (known.isOf(loop)) {
                return known;
            }
        }
        TrackOnLoop added = new TrackOnLoop(this, loop, loop == publisherLoop);
        loops.updateAndGet(others -> with(others, added));
        return added;
    }

    /** On the loop itself. */
    void leave(TrackOnLoop loop) {
        loops.updateAndGet(
                others -> Arrays.stream(others).filter(other -> other != loop).toArray(TrackOnLoop[]::new));
        loop.close();
    }

    private TrackOnLoop[] loops() {
        return Objects.requireNonNull(loops.get());
    }

    private static TrackOnLoop[] with(TrackOnLoop[] others, TrackOnLoop added) {
        TrackOnLoop[] all = Arrays.copyOf(others, others.length + 1);
        all[others.length] = added;
        return all;
    }
}
