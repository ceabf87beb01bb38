package live.weir.platform.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.LongSupplier;

/** The buckets of one limit on this node. Bounded: the longest unused is forgotten, which is to say refilled. */
final class LocalBuckets {

    private static final int CALLERS = 200_000;

    private final Limit limit;
    private final LongSupplier nanoTime;
    private final Cache<String, Bucket> buckets;

    LocalBuckets(Limit limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(CALLERS)
                .expireAfterAccess(limit.per())
                .executor(Runnable::run)
                .build();
    }

    Decision take(String caller) {
        return buckets.get(caller, name -> new Bucket(nanoTime.getAsLong())).take(nanoTime.getAsLong());
    }

    /** Filled by the time that has passed, whenever somebody asks. */
    private final class Bucket {

        private double tokens = limit.requests();
        private long filledAt;

        Bucket(long now) {
            this.filledAt = now;
        }

        synchronized Decision take(long now) {
            double gained = (now - filledAt) / 1e6 * limit.perMillisecond();
            tokens = Math.min(limit.requests(), tokens + Math.max(0, gained));
            filledAt = now;
            boolean allowed = tokens >= 1;
            if (allowed) {
                tokens -= 1;
            }
            return Decision.of(allowed, tokens, limit);
        }
    }
}
