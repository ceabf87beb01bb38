package live.weir.platform.channel;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import live.weir.platform.infrastructure.cache.CachePolicy;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Channels.
 *
 * @param maxPerAccount channels that one account may have
 * @param maxAge how long a client may show a public channel without asking again; with zero it asks each time
 * @param warmUp public channels, the most recently changed, that a node loads into its cache after its start
 * @param cache how long channels are served from memory
 * @param keyCache how long a stream key that was looked up is trusted; a key that dies is forgotten at once
 */
@ConfigurationProperties("weir.channel")
@Validated
public record ChannelSettings(
        @DefaultValue("20") @Min(1) @Max(10_000) int maxPerAccount,
        @DefaultValue("0s") @NotNull Duration maxAge,
        @DefaultValue("200") @Min(0) @Max(10_000) int warmUp,
        @DefaultValue @NestedConfigurationProperty @Valid CachePolicy cache,
        @DefaultValue @NestedConfigurationProperty @Valid CachePolicy keyCache) {}
