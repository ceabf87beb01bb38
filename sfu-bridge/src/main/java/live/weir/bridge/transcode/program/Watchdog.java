package live.weir.bridge.transcode.program;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import live.weir.bridge.transcode.Pauses;
import org.jspecify.annotations.Nullable;

/**
 * Tells when a worker is to be replaced: what counts is chunks, of every track, not whether its process lives. And when
 * replacing does not help any more.
 */
final class Watchdog {

    private static final long STARTS_WITHIN = TimeUnit.SECONDS.toNanos(30);
    private static final long LEAST_LIMIT = TimeUnit.SECONDS.toNanos(4);
    private static final long PARTS = 8;
    private static final long LOOKS_EVERY = TimeUnit.MILLISECONDS.toNanos(250);
    /** A debugger's short stop is no reason. */
    private static final int STOPPED_LOOKS = 4;

    private static final long RAN_WELL = TimeUnit.SECONDS.toNanos(30);
    private static final int MOST_FAILURES = 6;

    private final Delivery delivery;
    private final ProcessFigures figures;
    private final Pauses pauses;
    private final long limit;
    private long hiredAt;
    private long briefedAt;
    private long lookedAt;
    private int stopped;
    private int failures;

    Watchdog(Duration part, Delivery delivery, ProcessFigures figures, Pauses pauses) {
        this.delivery = delivery;
        this.figures = figures;
        this.pauses = pauses;
        this.limit = Math.max(LEAST_LIMIT, PARTS * part.toNanos());
    }

    void hired(long now) {
        hiredAt = now;
        stopped = 0;
    }

    void briefed(long now) {
        briefedAt = now;
    }

    /** Why it has to go, or null. */
    @Nullable
    String complaint(Worker worker, boolean begun, long now) {
        if (now - lookedAt < LOOKS_EVERY) {
            return null;
        }
        lookedAt = now;
        if (worker.pid() >= 0) {
            figures.read(worker.pid(), now);
        }
        stopped = figures.isStopped() ? stopped + 1 : 0;
        if (stopped >= STOPPED_LOOKS) {
            return "its process was stopped";
        }
        if (!begun) {
            return now - hiredAt > STARTS_WITHIN ? "it does not become ready" : null;
        }
        if (!delivery.hasFormat()) {
            return now - briefedAt > STARTS_WITHIN ? "it does not begin" : null;
        }
        List<String> late = delivery.late(now, limit);
        return late.isEmpty() ? null : "it makes no parts of " + String.join(", ", late);
    }

    /** Counts another loss. */
    boolean isHopeless(long now) {
        if (briefedAt > hiredAt && now - briefedAt > RAN_WELL) {
            failures = 0;
            pauses.reset();
        }
        failures++;
        return failures > MOST_FAILURES;
    }

    Duration pause() {
        return pauses.next();
    }
}
