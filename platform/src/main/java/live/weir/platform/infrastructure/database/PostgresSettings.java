package live.weir.platform.infrastructure.database;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import live.weir.platform.resilience.GuardPolicy;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The way to Postgres.
 *
 * @param url {@code postgresql://user:password@host:port/database?sslmode=verify-full}; several hosts by comma; without
 *     it the node starts a PostgreSQL of its own under {@code weir.home}
 * @param user overrides the user in the URL
 * @param password overrides the password in the URL
 * @param replicas URLs of read replicas; reads that may be a little old go there, and to the primary when they fail
 * @param migrations {@code at-start}: each node that starts brings the schema up to date; {@code expected}: somebody did so
 *     before, by {@code migrate}, and a node that finds an older schema does not start
 * @param patience how long a start waits for the server before it gives up
 * @param pool the pool of connections, per server
 * @param guard the guard of the primary, and of each replica
 */
@ConfigurationProperties("weir.postgres")
@Validated
public record PostgresSettings(
        @Nullable String url,
        @Nullable String user,
        @Nullable String password,
        @DefaultValue List<String> replicas,
        @DefaultValue("at-start") @NotNull Upgrade migrations,
        @DefaultValue("10s") @NotNull Duration patience,
        @DefaultValue @Valid Pool pool,
        @DefaultValue @NestedConfigurationProperty @Valid GuardPolicy guard) {

    /** Who brings the schema up to date. */
    public enum Upgrade {
        AT_START,
        EXPECTED
    }

    /**
     * A pool of connections to one server.
     *
     * @param size connections at the most
     * @param idle connections kept open when nobody asks
     * @param pending calls that may wait for a connection; one more is refused
     * @param acquire how long a call waits for a connection
     * @param lifetime after which a connection is replaced, so that a moved server is found again
     */
    public record Pool(
            @DefaultValue("20") @Min(1) @Max(1000) int size,
            @DefaultValue("2") @Min(0) @Max(1000) int idle,
            @DefaultValue("500") @Min(0) @Max(100_000) int pending,
            @DefaultValue("1s") @NotNull Duration acquire,
            @DefaultValue("30m") @NotNull Duration lifetime) {}

    @Override
    public String toString() {
        return "PostgresSettings[" + (url == null ? "embedded" : "external") + ", replicas=" + replicas.size() + "]";
    }
}
