package live.weir.platform.infrastructure.database;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.proxy.ProxyConnectionFactory;
import io.r2dbc.proxy.observation.ObservationProxyExecutionListener;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import live.weir.platform.resilience.Guards;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.r2dbc.metrics.ConnectionPoolMetrics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Joins the way to Postgres together: migrations first, then pools, guards and the job that keeps partitions. */
@Configuration(proxyBeanMethods = false)
class DatabaseLink implements DisposableBean {

    private static final Duration PARTITIONS_PAUSE = Duration.ofHours(6);

    private final List<ConnectionPool> pools = new ArrayList<>();

    @Bean
    Database database(
            PostgresUrl primary,
            PostgresSettings settings,
            Guards guards,
            MeterRegistry meters,
            ObservationRegistry observations,
            ObjectProvider<Tracer> tracers) {
        switch (settings.migrations()) {
            case AT_START -> Migrations.run(primary, settings.patience());
            case EXPECTED -> Migrations.expect(primary, settings.patience());
        }
        // Watching takes proxies and timers for each statement: only where somebody receives the spans.
        boolean traced = tracers.stream().anyMatch(tracer -> tracer != Tracer.NOOP);
        PostgresPools opener =
                new PostgresPools(settings, factory -> traced ? observed(factory, primary, observations) : factory);
        List<PostgresServer> replicas = new ArrayList<>();
        for (String url : settings.replicas()) {
            PostgresUrl replica =
                    PostgresUrl.parse("weir.postgres.replicas", url).signedInAs(settings.user(), settings.password());
            replicas.add(open(
                    "postgres-replica-" + (replicas.size() + 1),
                    replica,
                    opener,
                    settings,
                    guards,
                    meters,
                    PostgresFailures::ofReplica));
        }
        return new Database(
                open("postgres", primary, opener, settings, guards, meters, PostgresFailures::ofPrimary), replicas);
    }

    @Bean
    Partitions partitions(Database database, ObjectProvider<PartitionedTable> tables, Clock clock) {
        return new Partitions(database, tables.orderedStream().toList(), clock, PARTITIONS_PAUSE);
    }

    private PostgresServer open(
            String name,
            PostgresUrl url,
            PostgresPools opener,
            PostgresSettings settings,
            Guards guards,
            MeterRegistry meters,
            Predicate<Throwable> isFailure) {
        ConnectionPool pool = opener.open(name, url);
        pools.add(pool);
        new ConnectionPoolMetrics(pool, name, List.of()).bindTo(meters);
        return PostgresServer.of(name, pool, settings.guard(), guards, isFailure);
    }

    private static ConnectionFactory observed(
            ConnectionFactory factory, PostgresUrl url, ObservationRegistry observations) {
        return ProxyConnectionFactory.builder(factory)
                .listener(new ObservationProxyExecutionListener(observations, factory, "r2dbc:" + url))
                .build();
    }

    @Override
    public void destroy() {
        pools.forEach(ConnectionPool::dispose);
    }
}
