package live.weir.platform.infrastructure.cache;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a cache trusts what it knows.
 *
 * @param size entries that a node keeps in memory
 * @param fresh how long an entry is served without asking; changes invalidate it earlier
 * @param absent the same for the knowledge that there is nothing
 * @param stale how long after its time an entry is still served while the source cannot be asked
 */
public record CachePolicy(
        @DefaultValue("10000") @Min(1) @Max(10_000_000) int size,
        @DefaultValue("30s") @NotNull Duration fresh,
        @DefaultValue("5s") @NotNull Duration absent,
        @DefaultValue("1h") @NotNull Duration stale) {}
