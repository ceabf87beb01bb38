package live.weir.platform.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import live.weir.platform.identity.TimeOrderedId;
import org.springframework.stereotype.Component;

/**
 * Takes notes of who did what. A note costs its caller nothing and never fails: it waits in memory until {@link
 * AuditWriting} brings it to Postgres. When {@value #MOST} wait, because Postgres is away, further ones are dropped and
 * counted.
 */
@Component
public final class AuditLog {

    static final int MOST = 10_000;

    /** Handles, addresses and reasons are short; what is longer was not made by us. */
    private static final int LONGEST = 200;

    private final Clock clock;
    private final Counter dropped;
    private final Queue<AuditEvent> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    AuditLog(Clock clock, MeterRegistry meters) {
        this.clock = clock;
        this.dropped = Counter.builder("weir.audit.dropped")
                .description("Audit entries lost because too many waited for Postgres")
                .register(meters);
        meters.gauge("weir.audit.waiting", count);
    }

    /**
     * @param action what was done, such as {@code signed-in}
     * @param actor who did it
     * @param subject to whom or what
     * @param origin from which address
     * @param detail what else matters, or nothing
     */
    public void record(String action, String actor, String subject, String origin, String detail) {
        if (count.incrementAndGet() > MOST) {
            count.decrementAndGet();
            dropped.increment();
            return;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        waiting.add(
                new AuditEvent(now, TimeOrderedId.next(), action, cut(actor), cut(subject), cut(origin), cut(detail)));
    }

    /** The oldest entries, in order. They keep their place in the bound until {@link #written}. */
    List<AuditEvent> take(int most) {
        List<AuditEvent> taken = new ArrayList<>();
        for (AuditEvent event; taken.size() < most && (event = waiting.poll()) != null; ) {
            taken.add(event);
        }
        return taken;
    }

    void written(int entries) {
        count.addAndGet(-entries);
    }

    /** Not through the middle of a character, and without what Postgres does not store. */
    private static String cut(String text) {
        String storable = text.replace('\u0000', ' ');
        return storable.codePointCount(0, storable.length()) <= LONGEST
                ? storable
                : storable.substring(0, storable.offsetByCodePoints(0, LONGEST));
    }
}
