package live.weir.platform.infrastructure.database;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import live.weir.platform.infrastructure.StartupFailure;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the schema to this release, before the node listens. Runs on the starting thread and through JDBC, because that
 * is what the tool made for it speaks; nothing else does.
 */
final class Migrations {

    private static final Logger log = LoggerFactory.getLogger(Migrations.class);
    private static final int RETRY_SECONDS = 1;

    private Migrations() {}

    /** @throws StartupFailure with a sentence for the operator */
    static void run(PostgresUrl url, Duration patience) {
        try {
            int applied = flyway(url, patience).migrate().migrationsExecuted;
            if (applied > 0) {
                log.info("Schema brought up to date by {} migrations", applied);
            }
        } catch (FlywayException failed) {
            throw new StartupFailure(sentence(url, failed), failed);
        }
    }

    /**
     * Looks whether somebody did it. A newer schema is welcome: while a release is rolled out, nodes of the one before it run on.
     *
     * @throws StartupFailure with a sentence for the operator
     */
    static void expect(PostgresUrl url, Duration patience) {
        MigrationInfo[] pending;
        try {
            pending = flyway(url, patience).info().pending();
        } catch (FlywayException failed) {
            throw new StartupFailure(sentence(url, failed), failed);
        }
        if (pending.length > 0) {
            throw new StartupFailure("The schema in Postgres at " + url.address() + " is older than this release ("
                    + pending[0].getScript() + " is the first of " + pending.length
                    + " that it lacks): run this release once with the argument `migrate`, or set"
                    + " weir.postgres.migrations to at-start.");
        }
    }

    private static Flyway flyway(PostgresUrl url, Duration patience) {
        return Flyway.configure()
                .dataSource(url.jdbc(), url.user(), url.password())
                .locations("classpath:db/migration")
                .connectRetries((int) Math.min(600, patience.toSeconds() / RETRY_SECONDS))
                .connectRetriesInterval(RETRY_SECONDS)
                // Nodes of one release may start together: the tool's advisory lock lets one of them migrate.
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .load();
    }

    private static String sentence(PostgresUrl url, FlywayException failed) {
        String cause = rootMessage(failed);
        String known = cause.toLowerCase(Locale.ROOT);
        if (known.contains("password authentication failed") || known.contains("no password was provided")) {
            return "Postgres at " + url.address() + " refuses user '" + url.user()
                    + "': check weir.postgres.url, weir.postgres.user and weir.postgres.password.";
        }
        if (known.contains("does not exist") && known.contains("database")) {
            return "Postgres at " + url.address() + " has no database '" + url.database()
                    + "': create it, or name another in weir.postgres.url.";
        }
        return "Postgres at " + url.address() + " cannot be used: " + cause + " (weir.postgres.url)";
    }

    private static String rootMessage(Throwable failed) {
        Throwable root = failed;
        for (@Nullable Throwable cause = failed; cause != null; cause = cause.getCause()) {
            root = cause;
        }
        String message = String.valueOf(root.getMessage()).strip();
        return message.lines().findFirst().orElse(root.getClass().getSimpleName());
    }
}
