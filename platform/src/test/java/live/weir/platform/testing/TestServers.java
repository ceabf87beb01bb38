package live.weir.platform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import live.weir.platform.infrastructure.embedded.Endpoint;
import live.weir.platform.infrastructure.embedded.StoppableServer;
import live.weir.platform.infrastructure.embedded.WeirHome;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL and a real Redis for tests. */
public final class TestServers implements AutoCloseable {

    private static final int REDIS_DATABASES = 16;
    private static @Nullable TestServers shared;

    private final WeirHome home;
    private final StoppableServer postgres;
    private final StoppableServer redis;
    private final AtomicInteger databases = new AtomicInteger();

    private TestServers(Path path) {
        try {
            // The unpacked programs are kept from run to run, the data are not.
            delete(path.resolve("postgres"));
            delete(path.resolve("redis"));
            home = WeirHome.open(path);
            postgres = StoppableServer.postgres(home);
            redis = StoppableServer.redis(home);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** One pair for all tests of a JVM that do not stop it; it ends with the JVM. */
    public static synchronized TestServers shared() {
        if (shared == null) {
            TestServers started =
                    new TestServers(Path.of("target/test-home-fork" + System.getProperty("test.fork", "1")));
            Runtime.getRuntime().addShutdownHook(new Thread(started::close, "test-servers-stop"));
            shared = started;
        }
        return shared;
    }

    /** A pair of one's own, to be stopped at will. */
    public static TestServers own(String name) {
        return new TestServers(Path.of("target/test-home-" + name));
    }

    public StoppableServer postgres() {
        return postgres;
    }

    public StoppableServer redis() {
        return redis;
    }

    /** The URL of a database that nobody else uses. */
    public String freshPostgresUrl() {
        String name = "weir_" + databases.incrementAndGet();
        Endpoint at = postgres.endpoint();
        String url = "jdbc:postgresql://" + at.host() + ":" + at.port() + "/" + at.database();
        try (Connection connection = DriverManager.getConnection(url, "postgres", at.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " owner " + at.user());
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        return postgresUrl(name);
    }

    public String postgresUrl(String database) {
        Endpoint at = postgres.endpoint();
        return "postgresql://" + at.user() + ":" + at.password() + "@" + at.host() + ":" + at.port() + "/" + database
                + "?sslmode=disable";
    }

    /** The URL of a Redis database that few others use. */
    public String freshRedisUrl() {
        return redisUrl(databases.get() % REDIS_DATABASES);
    }

    public String redisUrl(int database) {
        Endpoint at = redis.endpoint();
        return "redis://:" + at.password() + "@" + at.host() + ":" + at.port() + "/" + database;
    }

    @Override
    public void close() {
        try {
            redis.close();
            postgres.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            home.close();
        }
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
