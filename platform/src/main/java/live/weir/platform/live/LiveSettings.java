package live.weir.platform.live;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import live.weir.platform.infrastructure.cache.CachePolicy;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who is on air.
 *
 * @param cache how long a page is served from memory
 */
@ConfigurationProperties("weir.live")
@Validated
public record LiveSettings(@DefaultValue @Valid Cache cache) {

    /**
     * Like every cache, but with the short memory that a list of what happens now needs.
     *
     * @param size pages that a node keeps in memory
     * @param fresh how long a page is served without asking
     * @param stale how long after its time a page is still served while the source cannot be asked
     */
    public record Cache(
            @DefaultValue("1000") @Min(1) @Max(100_000) int size,
            @DefaultValue("1500ms") @NotNull Duration fresh,
            @DefaultValue("10m") @NotNull Duration stale) {

        CachePolicy policy() {
            return new CachePolicy(size, fresh, fresh, stale);
        }
    }
}
