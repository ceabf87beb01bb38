package live.weir.platform.infrastructure.redis;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import live.weir.platform.resilience.GuardPolicy;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The way to Redis.
 *
 * @param url {@code redis://user:password@host:port/0}, {@code rediss://…} for TLS,
 *     {@code redis-sentinel://password@host:port,host:port/0#master} or {@code redis-cluster://password@host:port,host:port}
 *     ({@code rediss-sentinel}, {@code rediss-cluster} for TLS); without it the node starts a Redis of its own under
 *     {@code weir.home}
 * @param user overrides the user in the URL
 * @param password overrides the password in the URL
 * @param patience how long a start waits for the server before it gives up
 * @param guard the guard of Redis
 */
@ConfigurationProperties("weir.redis")
@Validated
public record RedisSettings(
        @Nullable String url,
        @Nullable String user,
        @Nullable String password,
        @DefaultValue("30s") @NotNull Duration patience,
        @DefaultValue @NestedConfigurationProperty @Valid GuardPolicy guard) {

    /** Redis answers in a millisecond: what takes longer than this is not worth waiting for. */
    static final Duration TIMEOUT = Duration.ofMillis(500);

    @Override
    public String toString() {
        return "RedisSettings[" + (url == null ? "embedded" : "external") + "]";
    }
}
