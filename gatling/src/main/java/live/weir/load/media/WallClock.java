package live.weir.load.media;

import java.time.Instant;

/** Nanoseconds since 1970 that never jump, comparable between the processes of one machine to some microseconds. */
public final class WallClock {

    private static final long OFFSET = offset();

    private WallClock() {}

    private static long offset() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000 + now.getNano() - System.nanoTime();
    }

    public static long nanos() {
        return OFFSET + System.nanoTime();
    }
}
