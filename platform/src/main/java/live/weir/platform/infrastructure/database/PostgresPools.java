package live.weir.platform.infrastructure.database;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.MultiHostConnectionStrategy.TargetServerType;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.client.SSLMode;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ValidationDepth;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Makes the pool of connections to one server. */
final class PostgresPools {

    private final PostgresSettings settings;
    private final UnaryOperator<ConnectionFactory> observed;

    /** @param observed adds tracing, where the operator wants it */
    PostgresPools(PostgresSettings settings, UnaryOperator<ConnectionFactory> observed) {
        this.settings = settings;
        this.observed = observed;
    }

    ConnectionPool open(String name, PostgresUrl url) {
        PostgresSettings.Pool pool = settings.pool();
        return new ConnectionPool(ConnectionPoolConfiguration.builder(
                        observed.apply(new PostgresqlConnectionFactory(connection(url))))
                .name(name)
                .initialSize(0)
                .minIdle(Math.min(pool.idle(), pool.size()))
                .maxSize(pool.size())
                .maxAcquireTime(pool.acquire())
                .maxCreateConnectionTime(pool.acquire())
                .maxLifeTime(pool.lifetime())
                .maxIdleTime(Duration.ofMinutes(5))
                .backgroundEvictionInterval(Duration.ofSeconds(30))
                .acquireRetry(1)
                // A dead connection is noticed by its closed channel; asking the server would cost a round trip a call.
                .validationDepth(ValidationDepth.LOCAL)
                .customizer(builder -> builder.maxPendingAcquire(pool.pending()))
                .build());
    }

    private PostgresqlConnectionConfiguration connection(PostgresUrl url) {
        PostgresqlConnectionConfiguration.Builder builder = PostgresqlConnectionConfiguration.builder()
                .database(url.database())
                .applicationName("weir")
                .connectTimeout(settings.pool().acquire())
                // The server gives up with the guard, so that abandoned work does not pile up there.
                .statementTimeout(settings.guard().timeout())
                .tcpKeepAlive(true)
                .tcpNoDelay(true);
        if (url.hosts().size() == 1) {
            PostgresUrl.Host host = url.hosts().get(0);
            builder.host(host.name()).port(host.port());
        } else {
            url.hosts().forEach(host -> builder.addHost(host.name(), host.port()));
            builder.targetServerType(TargetServerType.PRIMARY);
        }
        if (url.user() != null) {
            builder.username(url.user());
        }
        if (url.password() != null) {
            builder.password(url.password());
        }
        return secured(builder, url).build();
    }

    private static PostgresqlConnectionConfiguration.Builder secured(
            PostgresqlConnectionConfiguration.Builder builder, PostgresUrl url) {
        url.tls().forEach((name, value) -> {
            switch (name) {
                case "sslmode" -> builder.sslMode(SSLMode.fromValue(value));
                case "sslrootcert" -> builder.sslRootCert(value);
                case "sslcert" -> builder.sslCert(value);
                case "sslkey" -> builder.sslKey(value);
                default -> throw new IllegalStateException("Unexpected TLS parameter " + name);
            }
        });
        return builder;
    }
}
