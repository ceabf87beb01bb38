package live.weir.bridge.transcode.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The encoders' feeds of this node: how many there are, what they lose, and that none of them stands still. */
public final class IngestHouse implements AutoCloseable {

    private static final long LOOK_MILLIS = 1000;
    private static final long CLOSE_MILLIS = 9000;

    private final IngestLimits limits;
    private final Path natives;
    private final Set<EncoderFeed> feeds = ConcurrentHashMap.newKeySet();
    private final AtomicInteger places = new AtomicInteger();
    private final AtomicInteger remade = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong bytesDropped = new AtomicLong();
    private final AtomicLong losses = new AtomicLong();
    private final ScheduledExecutorService watch;

    /** @param natives where FFmpeg's libraries are unpacked */
    public IngestHouse(IngestLimits limits, Path natives) {
        this.limits = limits;
        this.natives = natives;
        this.watch = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "weir-ingest-watch");
            thread.setDaemon(true);
            return thread;
        });
        var unused = watch.scheduleWithFixedDelay(
                () -> feeds.forEach(EncoderFeed::watch), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Makes a folder and starts threads: not for an event loop.
     *
     * @throws IOException if there is no room for another, or the machine has none
     */
    public EncoderFeed open(FeedOrders orders, FeedListener listener) throws IOException {
        if (places.incrementAndGet() > limits.feeds()) {
            places.decrementAndGet();
            throw new IOException("This node takes " + limits.feeds() + " encoders, and has them.");
        }
        try {
            EncoderFeed feed = new EncoderFeed(this, orders, natives, listener);
            feeds.add(feed);
            return feed;
        } catch (IOException | RuntimeException failure) {
            places.decrementAndGet();
            throw failure;
        }
    }

    boolean mayRemake() {
        if (remade.incrementAndGet() > limits.remade()) {
            remade.decrementAndGet();
            return false;
        }
        return true;
    }

    void left(EncoderFeed feed, boolean wasRemade) {
        if (feeds.remove(feed)) {
            places.decrementAndGet();
        }
        if (wasRemade) {
            remade.decrementAndGet();
        }
    }

    AtomicLong dropped() {
        return dropped;
    }

    AtomicLong bytesDropped() {
        return bytesDropped;
    }

    void countLoss() {
        losses.incrementAndGet();
    }

    /** Encoders whose media is taken just now. */
    public int feeds() {
        return places.get();
    }

    /** Those of them whose pictures are encoded anew. */
    public int remade() {
        return remade.get();
    }

    /** Bytes of MPEG-TS that found no room on the way to a worker. */
    public long droppedBytes() {
        return bytesDropped.get();
    }

    /** Pictures of others that found no room on the way to a worker. */
    public long droppedPictures() {
        return dropped.get();
    }

    /** Workers that ended before their encoder did. */
    public long losses() {
        return losses.get();
    }

    /** Ends all, and waits for that within a bound. */
    @Override
    public void close() {
        watch.shutdownNow();
        List<EncoderFeed> ending = List.copyOf(feeds);
        ending.forEach(EncoderFeed::close);
        try {
            for (EncoderFeed feed : ending) {
                if (!feed.awaitEnd(CLOSE_MILLIS)) {
                    return;
                }
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
