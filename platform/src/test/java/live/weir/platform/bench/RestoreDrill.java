package live.weir.platform.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import live.weir.platform.infrastructure.embedded.ArchivedPostgres;
import live.weir.testing.MarkdownTable;

/**
 * What the runbook says of backup and restore, done: a PostgreSQL with Weir's schema archives its WAL while somebody writes
 * up to 50 times a second, loses its disk, and is restored from a base backup and the archive. Tells how long that took, how many
 * seconds were lost, and whether anything in between is missing.
 */
public final class RestoreDrill {

    private static final Duration ARCHIVE_TIMEOUT = Duration.ofSeconds(30);
    private static final int ROWS = 200_000;
    private static final long BETWEEN_WRITES_MILLIS = 20;

    private final MarkdownTable table = new MarkdownTable("step", "figure");

    public static void main(String[] arguments) throws Exception {
        new RestoreDrill().run(BenchSettings.number("bench.seconds", 100));
    }

    private void run(int seconds) throws Exception {
        Path home = Path.of("target/bench/home-restore");
        delete(home);
        try (ArchivedPostgres postgres = new ArchivedPostgres(home, ARCHIVE_TIMEOUT)) {
            postgres.start(Map.of());
            migrate(postgres.weirUrl());
            fill(postgres);
            timed("base backup while it runs", postgres::baseBackup);
            Written lastWritten = writeFor(postgres, seconds);
            postgres.loseEverything();
            timed("restore, until it answers", postgres::restore);
            compare(postgres, lastWritten);
        }
        System.out.println(table);
        System.out.println("archive_timeout " + ARCHIVE_TIMEOUT.toSeconds() + " s, " + ROWS
                + " rows in the base backup, then up to 50 rows a second for " + seconds
                + " s; then the data directory is gone.");
    }

    /** As the chart's job does it, in a JVM of its own. */
    private static void migrate(String url) throws IOException, InterruptedException {
        String jars =
                Files.readString(Path.of("target/bench/runtime.classpath")).strip();
        ProcessBuilder migrating = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Path.of("target/classes").toAbsolutePath() + java.io.File.pathSeparator + jars,
                        "live.weir.platform.WeirApplication",
                        "migrate")
                .inheritIO();
        migrating.environment().put("WEIR_POSTGRES_URL", url);
        if (migrating.start().waitFor() != 0) {
            throw new IllegalStateException("The schema could not be made");
        }
    }

    private static void fill(ArchivedPostgres postgres) throws SQLException {
        try (Connection connection = postgres.connect("weir");
                Statement sql = connection.createStatement()) {
            sql.execute("create table drill (id bigint primary key, at timestamptz not null, words text not null)");
            sql.execute("insert into drill select n, now(), repeat(md5(n::text), 8) from generate_series(1, " + ROWS
                    + ") n");
        }
    }

    private record Written(long number, Instant at) {}

    /** The last row that was committed. */
    private static Written writeFor(ArchivedPostgres postgres, int seconds) throws SQLException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        long number = ROWS;
        try (Connection connection = postgres.connect("weir");
                PreparedStatement insert =
                        connection.prepareStatement("insert into drill values (?, clock_timestamp(), 'said')")) {
            while (System.nanoTime() < end) {
                insert.setLong(1, ++number);
                insert.executeUpdate();
                Thread.sleep(BETWEEN_WRITES_MILLIS);
            }
        }
        return new Written(number, Instant.now());
    }

    private void compare(ArchivedPostgres postgres, Written lastWritten) throws SQLException {
        try (Connection connection = postgres.connect("weir");
                Statement sql = connection.createStatement();
                ResultSet found = sql.executeQuery(
                        "select count(*), max(id), (select count(*) from flyway_schema_history), extract(epoch from max(at))"
                                + " from drill")) {
            found.next();
            long rows = found.getLong(1);
            long last = found.getLong(2);
            table.row("rows committed before the loss", lastWritten.number());
            table.row("rows after the restore", rows);
            table.row("rows missing in between", last - rows);
            double lost = lastWritten.at().toEpochMilli() / 1000.0 - found.getDouble(4);
            table.row("lost at the end", String.format(Locale.ROOT, "%.1f s", lost));
            table.row("migrations on record", found.getLong(3));
        }
    }

    private interface Step {
        void take() throws Exception;
    }

    private void timed(String what, Step step) throws Exception {
        long begin = System.nanoTime();
        step.take();
        table.row(what, String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - begin) / 1e9));
    }

    private static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> all = Files.walk(tree)) {
                for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
