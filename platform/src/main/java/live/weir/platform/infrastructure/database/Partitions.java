package live.weir.platform.infrastructure.database;

import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import live.weir.platform.resilience.Recurring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps the months of partitioned tables: at start and every few hours it makes those of the near future and drops those
 * past their retention. Every node runs it; an advisory lock lets one at a time work, and all steps may be repeated.
 */
public final class Partitions implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Partitions.class);
    private static final int MONTHS_AHEAD = 3;
    private static final long LOCK = 0x57656972_50617274L; // "WeirPart"
    private static final Pattern MONTH = Pattern.compile(".+_(\\d{4})_(\\d{2})");

    private final Database database;
    private final List<PartitionedTable> tables;
    private final Clock clock;
    private final Duration pause;
    private final Disposable.Swap job = Disposables.swap();
    private volatile boolean running;

    Partitions(Database database, List<PartitionedTable> tables, Clock clock, Duration pause) {
        this.database = database;
        this.tables = tables;
        this.clock = clock;
        this.pause = pause;
    }

    /** One round over all tables; completes with the number of partitions that were made or dropped. */
    public Mono<Long> keep() {
        return Flux.fromIterable(tables).concatMap(this::keep).reduce(0L, Long::sum);
    }

    private Mono<Long> keep(PartitionedTable table) {
        return database.transaction(client -> locked(client)
                .then(existing(client, table))
                .flatMap(present -> makeAhead(client, table, present)
                        .concatWith(dropOld(client, table, present))
                        .count()));
    }

    private static Mono<Void> locked(DatabaseClient client) {
        return client.sql("select pg_advisory_xact_lock($1)").bind(0, LOCK).then();
    }

    private static Mono<Set<YearMonth>> existing(DatabaseClient client, PartitionedTable table) {
        return client.sql("select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid"
                        + " where i.inhparent = $1::regclass")
                .bind(0, table.name())
                .map(row -> row.get(0, String.class))
                .all()
                .map(MONTH::matcher)
                .filter(Matcher::matches)
                .map(month -> YearMonth.of(Integer.parseInt(month.group(1)), Integer.parseInt(month.group(2))))
                .collect(Collectors.toSet());
    }

    private Flux<YearMonth> makeAhead(DatabaseClient client, PartitionedTable table, Set<YearMonth> present) {
        return Flux.fromStream(IntStream.rangeClosed(0, MONTHS_AHEAD).mapToObj(thisMonth()::plusMonths))
                .filter(month -> !present.contains(month))
                .concatMap(month -> client.sql(creation(table, month)).then().thenReturn(month))
                .doOnNext(month -> log.info("Made partition {} of {}", month, table.name()));
    }

    private Flux<YearMonth> dropOld(DatabaseClient client, PartitionedTable table, Set<YearMonth> present) {
        YearMonth oldest = thisMonth().minusMonths(table.retention().toTotalMonths());
        return Flux.fromIterable(present)
                .filter(month -> month.isBefore(oldest))
                .concatMap(month -> client.sql("drop table " + partition(table, month))
                        .then()
                        .thenReturn(month))
                .doOnNext(month -> log.info("Dropped partition {} of {}: past its retention", month, table.name()));
    }

    private static String creation(PartitionedTable table, YearMonth month) {
        return "create table " + partition(table, month) + " partition of " + table.name() + " for values from ('"
                + month.atDay(1) + "T00:00:00Z') to ('" + month.plusMonths(1).atDay(1) + "T00:00:00Z')";
    }

    private static String partition(PartitionedTable table, YearMonth month) {
        return "%s_%04d_%02d".formatted(table.name(), month.getYear(), month.getMonthValue());
    }

    private YearMonth thisMonth() {
        return YearMonth.now(clock.withZone(ZoneOffset.UTC));
    }

    @Override
    public void start() {
        running = true;
        job.update(Recurring.every("Keeping of partitions", Duration.ZERO, pause, round -> keep()));
    }

    @Override
    public void stop() {
        running = false;
        job.update(Disposables.disposed()); // not disposed itself: a paused node may start again
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
