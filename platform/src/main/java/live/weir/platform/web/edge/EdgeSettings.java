package live.weir.platform.web.edge;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What one connection, and all of them together, may take of the server.
 *
 * @param maxConnections how many connections may be open at a time
 * @param maxConnectionsPerAddress how many of them from one address (for IPv6 from one /64 network); trusted proxies are
 *     not counted
 * @param maxRequestLine the longest request line
 * @param maxHead the largest set of request headers
 * @param headDeadline how long a request's line and headers may take to arrive
 * @param bodyDeadline how long a request's body may take to arrive, from its headers on
 * @param idleTimeout how long a connection is kept open between requests
 * @param linger how long a connection that is being refused is still read, so that the client gets to see why
 * @param compressFrom the smallest response of known length that is compressed
 */
@ConfigurationProperties("weir.web")
@Validated
record EdgeSettings(
        @DefaultValue("20000") @Min(1) int maxConnections,
        @DefaultValue("10000") @Min(1) int maxConnectionsPerAddress,
        @DefaultValue("8KB") @NotNull DataSize maxRequestLine,
        @DefaultValue("16KB") @NotNull DataSize maxHead,

        @DefaultValue("10s") @NotNull @DurationMin(millis = 10)
        Duration headDeadline,

        @DefaultValue("30s") @NotNull @DurationMin(millis = 10)
        Duration bodyDeadline,

        @DefaultValue("60s") @NotNull @DurationMin(millis = 10)
        Duration idleTimeout,

        @DefaultValue("2s") @NotNull @DurationMin(millis = 10)
        Duration linger,

        @DefaultValue("1KB") @NotNull DataSize compressFrom) {

    private static final DataSize LEAST = DataSize.ofBytes(256);
    private static final DataSize MOST = DataSize.ofMegabytes(1);

    EdgeSettings {
        requireSane("max-request-line", maxRequestLine);
        requireSane("max-head", maxHead);
        requireSane("compress-from", compressFrom);
    }

    private static void requireSane(String key, DataSize size) {
        if (size.compareTo(LEAST) < 0 || size.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("weir.web." + key + " must be between 256B and 1MB, not " + size);
        }
    }
}
