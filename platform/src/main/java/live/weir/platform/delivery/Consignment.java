package live.weir.platform.delivery;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import live.weir.bridge.record.Parcel;
import live.weir.bridge.record.RecordingSpool;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A recording on its way from this node's disk to the store.
 *
 * <pre>
 *  GROWING ──its writer ended──▶ ENDED ──all is kept──▶ settled
 *     ◀──the broadcast came back──┘
 * </pre>
 *
 * <p>One step at a time ({@link Courier} sees to that); what others look at is volatile.
 */
final class Consignment {

    private static final long FIRST_PAUSE = 1_000;
    private static final long LONGEST_PAUSE = 30_000;

    private final UUID media;
    private final Path folder;
    private final Sinks.Empty<Void> settled = Sinks.empty();
    private @Nullable RecordingSpool spool;
    private boolean catalogueIsOld;
    private int failures;
    private Instant notBefore = Instant.EPOCH;
    private volatile boolean ended;
    private volatile long waiting;
    private volatile Instant since;

    Consignment(UUID media, Path folder, Instant now) {
        this.media = media;
        this.folder = folder;
        this.since = now;
    }

    UUID media() {
        return media;
    }

    /** Its writer has written all. */
    void end() {
        ended = true;
    }

    /** Somebody goes on with it. */
    void reopen() {
        ended = false;
    }

    boolean isEnded() {
        return ended;
    }

    Mono<Void> settled() {
        return settled.asMono();
    }

    void settle() {
        settled.tryEmitEmpty();
    }

    /** Bytes that are on this node alone. */
    long waiting() {
        return waiting;
    }

    /** For how long something has waited, at most. */
    Duration age(Instant now) {
        return waiting == 0 ? Duration.ZERO : Duration.between(since, now);
    }

    /** Blocks. */
    RecordingSpool spool() throws IOException {
        RecordingSpool open = spool;
        if (open == null) {
            open = RecordingSpool.open(folder);
            catalogueIsOld = open.parcels() > 0; // a crash may have come between a parcel and its catalogue
            spool = open;
        }
        return open;
    }

    boolean catalogueIsOld() {
        return catalogueIsOld;
    }

    void catalogueIsOld(boolean old) {
        catalogueIsOld = old;
    }

    /** Whether it is time for a step; blocks. */
    boolean isDue(Instant now, Duration every, long enough) throws IOException {
        if (!RecordingSpool.isAt(folder)) {
            waiting = 0;
            return ended;
        }
        waiting = spool().waiting();
        if (waiting == 0) {
            since = now;
        }
        return !now.isBefore(notBefore)
                && (ended || waiting >= enough || !since.plus(every).isAfter(now));
    }

    /** What to carry next, if anything; blocks. */
    Optional<Parcel> next(long enough) throws IOException {
        return RecordingSpool.isAt(folder) ? Optional.ofNullable(spool().next(enough)) : Optional.empty();
    }

    void succeeded(Instant now) {
        failures = 0;
        since = now;
    }

    /** It is tried again after a while: longer each time, and not when all others do. */
    void failed(Instant now) {
        long pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(failures++, 10));
        notBefore = now.plusMillis(pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1));
    }

    boolean isFailing() {
        return failures > 0;
    }
}
