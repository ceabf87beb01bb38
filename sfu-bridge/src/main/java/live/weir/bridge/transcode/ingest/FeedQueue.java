package live.weir.bridge.transcode.ingest;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Media on its way to a child, bounded. Who puts in never waits; one thread takes out. */
interface FeedQueue {

    /** While a child starts: so much is sent after, quicker than it came. */
    int STARTING_MILLIS = 10_000;

    /** Once it is on air: what is later than that is worth less than what comes. */
    int ON_AIR_MILLIS = 2_500;

    int MOST_BYTES = 8 << 20;

    /** A child that knows nothing yet takes from here on, first of all eight bytes with a time; waits until there is something to take. */
    void begin() throws InterruptedException;

    void isOnAir();

    /** Waits for the next; null when it is closed. */
    @Nullable
    ByteBuffer take() throws InterruptedException;

    boolean isEmpty();

    /** What is in it goes nowhere any more. */
    void close();
}
