package live.weir.platform.infrastructure.database;

import static live.weir.testing.Now.done;
import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import live.weir.platform.infrastructure.StartupFailure;
import live.weir.platform.resilience.DependencyUnavailable;
import live.weir.platform.resilience.GuardsFixture;
import live.weir.platform.testing.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class DatabaseTest {

    private static String primary;
    private static String replica;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final DatabaseLink link = new DatabaseLink();

    @BeforeAll
    static void databases() {
        TestServers servers = TestServers.shared();
        primary = servers.freshPostgresUrl();
        replica = servers.freshPostgresUrl();
    }

    @AfterAll
    static void forget() {
        primary = "";
        replica = "";
    }

    @Test
    void a_node_that_expects_the_schema_refuses_an_older_one() {
        PostgresUrl url = PostgresUrl.parse("url", TestServers.shared().freshPostgresUrl());
        assertThatThrownBy(() -> Migrations.expect(url, Duration.ofSeconds(5)))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("older than this release (V1__accounts.sql is the first of")
                .hasMessageContaining("`migrate`");
        Migrations.run(url, Duration.ofSeconds(5));
        Migrations.expect(url, Duration.ofSeconds(5));
    }

    @AfterEach
    void closePools() {
        link.destroy();
    }

    @BeforeEach
    void table() {
        Database database = database(List.of());
        done(database.write(client -> execute(client, "drop table if exists things")));
        done(database.write(client -> execute(client, "create table things (name text primary key)")));
    }

    private Database database(List<String> replicas) {
        PostgresSettings settings = PostgresSettingsFixture.with(primary, replicas);
        return link.database(
                PostgresUrl.parse("test", primary),
                settings,
                GuardsFixture.guards(new SimpleMeterRegistry()),
                meters,
                ObservationRegistry.NOOP,
                new StaticListableBeanFactory().getBeanProvider(Tracer.class));
    }

    @Test
    void a_transaction_is_all_or_nothing() {
        Database database = database(List.of());
        StepVerifier.create(database.transaction(client -> add(client, "one").then(add(client, "one"))))
                .verifyError(DuplicateKeyException.class);
        assertThat(count(database)).isZero();
        done(database.transaction(client -> add(client, "one").then(add(client, "two"))));
        assertThat(count(database)).isEqualTo(2);
    }

    @Test
    void a_duplicate_key_is_an_answer_and_no_failure() {
        Database database = database(List.of());
        done(database.write(client -> add(client, "one")));
        for (int attempt = 0; attempt < 20; attempt++) {
            StepVerifier.create(database.write(client -> add(client, "one"))).verifyError(DuplicateKeyException.class);
        }
        done(database.write(client -> add(client, "two")));
    }

    @Test
    void reads_that_may_be_old_go_to_the_replica_and_cannot_write_there() {
        Database database = database(List.of(replica));
        String here = now(database.readFresh(DatabaseTest::name));
        String there = now(database.read(DatabaseTest::name));
        assertThat(there).isNotEqualTo(here);
        StepVerifier.create(database.read(client ->
                        execute(client, "create table intruder (id int)").thenReturn(1)))
                .verifyErrorSatisfies(refused ->
                        assertThat(refused).isInstanceOfAny(DataAccessException.class, DependencyUnavailable.class));
    }

    @Test
    void reads_go_to_the_primary_when_the_replica_is_away() {
        String away = replica.replaceFirst(":\\d+/", ":1/");
        Database database = database(List.of(away));
        for (int read = 0; read < 20; read++) {
            assertThat(now(database.read(DatabaseTest::name))).isEqualTo(now(database.readFresh(DatabaseTest::name)));
        }
    }

    @Test
    void more_calls_than_connections_wait_their_turn() {
        Database database = database(List.of());
        List<Integer> answers = now(Flux.range(0, 200)
                .flatMap(
                        call -> database.readFresh(client -> client.sql("select 1")
                                .map(row -> row.get(0, Integer.class))
                                .one()),
                        200)
                .collectList());
        assertThat(answers).hasSize(200);
    }

    @Test
    void months_are_made_ahead_and_dropped_past_their_retention_as_often_as_one_likes() {
        Database database = database(List.of());
        PartitionedTable audit = new PartitionedTable("audit_events", Period.ofMonths(2));
        done(partitions(database, audit, "2031-01-15T00:00:00Z").keep());
        assertThat(months(database))
                .contains(
                        "audit_events_2031_01", "audit_events_2031_02", "audit_events_2031_03", "audit_events_2031_04");
        assertThat(now(partitions(database, audit, "2031-01-15T00:00:00Z").keep()))
                .isZero();

        done(database.write(client -> execute(
                client,
                "insert into audit_events values ('2031-01-31T23:59:59Z', gen_random_uuid(), 'a', 'b', 'c', 'd')")));
        List<Long> together = now(Flux.range(0, 4)
                .flatMap(
                        node -> partitions(database, audit, "2031-04-01T00:00:00Z")
                                .keep(),
                        4)
                .collectList());
        assertThat(together.stream().mapToLong(Long::longValue).sum()).isEqualTo(4); // three made, one dropped
        assertThat(months(database)).contains("audit_events_2031_07").doesNotContain("audit_events_2031_01");
    }

    private static Partitions partitions(Database database, PartitionedTable table, String time) {
        Clock clock = Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
        return new Partitions(database, List.of(table), clock, java.time.Duration.ofHours(1));
    }

    private static List<String> months(Database database) {
        return now(database.readFresh(client -> client.sql(
                        "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid"
                                + " where i.inhparent = 'audit_events'::regclass order by 1")
                .map(row -> String.valueOf(row.get(0, String.class)))
                .all()
                .collectList()));
    }

    private static long count(Database database) {
        return now(database.readFresh(client -> client.sql("select count(*) from things")
                .map(row -> row.get(0, Long.class))
                .one()));
    }

    private static Mono<String> name(DatabaseClient client) {
        return client.sql("select current_database()")
                .map(row -> row.get(0, String.class))
                .one();
    }

    private static Mono<Long> add(DatabaseClient client, String name) {
        return client.sql("insert into things values ($1)")
                .bind(0, name)
                .fetch()
                .rowsUpdated();
    }

    private static Mono<Long> execute(DatabaseClient client, String sql) {
        return client.sql(sql).fetch().rowsUpdated();
    }
}
