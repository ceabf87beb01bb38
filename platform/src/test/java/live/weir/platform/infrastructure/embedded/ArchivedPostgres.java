package live.weir.platform.infrastructure.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL that archives its WAL as the runbook says, loses its disk, and is restored. Base backups are made by
 * PostgreSQL's low-level way, between {@code pg_backup_start} and {@code pg_backup_stop}: the binaries that Weir brings have
 * no pg_basebackup.
 */
public final class ArchivedPostgres implements AutoCloseable {

    private static final Guardian.StopPlan STOP = new Guardian.StopPlan(List.of("INT", "QUIT"), Duration.ofSeconds(10));
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final int GROWTH = 8;
    private static final long PAUSE_MILLIS = 20;

    private final EmbeddedPostgres asking;
    private final PostgresPrograms programs;
    private final Guardian guardian;
    private final String secret;
    private final Path data;
    private final Path archive;
    private final Path base;
    private final Duration archiveTimeout;
    private final int port = Loopback.freePort();
    private @Nullable ChildProcess child;

    /** @param path empty, or not there yet */
    public ArchivedPostgres(Path path, Duration archiveTimeout) throws IOException, InterruptedException {
        WeirHome home = WeirHome.open(path);
        ChildLog log = new ChildLog(home.logs().resolve("archived.log"));
        Complaint complaint = new Complaint("PostgreSQL", "none", home.path(), log.file());
        this.archiveTimeout = archiveTimeout;
        this.guardian = new Guardian(home, log);
        this.secret = home.secret("postgres");
        this.asking = new EmbeddedPostgres(home, step -> {});
        Path unpacked = new BinaryStore(home)
                .unpackOnce("postgres", Platform.current().postgresArchive(), GROWTH, TarArchive::unpack, step -> {});
        this.programs = PostgresPrograms.find(unpacked, home, guardian, complaint);
        new PostgresCluster(home, programs, guardian, complaint, step -> {}).prepare(secret);
        this.data = PostgresCluster.data(home);
        this.archive = FileTree.privateDirectory(home.postgres().resolve("archive"));
        this.base = home.postgres().resolve("base");
        programs.runAs().handOver(archive);
    }

    /** Returns when it answers, which after a restore is when all of the archive has been replayed. */
    public void start(Map<String, String> settings) throws InterruptedException {
        Map<String, String> all = new TreeMap<>(Map.of(
                "listen_addresses",
                Loopback.HOST,
                "port",
                Integer.toString(port),
                "unix_socket_directories",
                "",
                "wal_level",
                "replica",
                "archive_mode",
                "on",
                "archive_command",
                "test ! -f '" + archive + "/%f' && cp '%p' '" + archive + "/%f'",
                "archive_timeout",
                Long.toString(archiveTimeout.toSeconds()),
                "restore_command",
                "cp '" + archive + "/%f' '%p'",
                "log_destination",
                "stderr"));
        all.putAll(settings);
        List<String> arguments = new ArrayList<>(List.of("-D", data.toString()));
        all.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
        ChildProcess starting = guardian.start(programs.command("postgres", arguments), STOP);
        child = starting;
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!asking.answers(port)) {
            if (!starting.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "PostgreSQL does not start:\n" + String.join("\n", starting.lastLines()));
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    public String weirUrl() {
        return "postgresql://weir:" + secret + "@" + Loopback.HOST + ":" + port + "/weir?sslmode=disable";
    }

    public Connection connect(String user) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + Loopback.HOST + ":" + port + "/weir?sslmode=disable", user, secret);
    }

    public void baseBackup() throws SQLException, IOException {
        try (Connection connection = connect("postgres");
                Statement sql = connection.createStatement()) {
            sql.execute("select pg_backup_start('restore drill', true)");
            copy(data, base);
            try (ResultSet stopped = sql.executeQuery("select labelfile from pg_backup_stop()")) {
                stopped.next();
                Files.writeString(base.resolve("backup_label"), stopped.getString(1));
            }
        }
    }

    /** As when its disk dies: no last words, nothing of it is left but what was archived. */
    public void loseEverything() throws IOException, InterruptedException {
        ChildProcess dying = child;
        long postmaster = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0));
        ProcessHandle.of(postmaster).ifPresent(ProcessHandle::destroyForcibly);
        if (dying != null) {
            dying.awaitExit();
        }
        FileTree.delete(data);
    }

    public void restore() throws IOException, InterruptedException {
        copy(base, data);
        Files.createFile(data.resolve("recovery.signal"));
        programs.runAs().handOver(data);
        start(Map.of());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path file : (Iterable<Path>) tree::iterator) {
                copyOne(from, file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    /** What PostgreSQL says to leave out of a backup is left out; what goes while we look is not missed. */
    private static void copyOne(Path from, Path file, Path target) throws IOException {
        String name = from.relativize(file).toString();
        boolean left = name.equals("postmaster.pid")
                || name.equals("postmaster.opts")
                || (name.startsWith("pg_wal/") && !Files.isDirectory(file));
        if (!left && Files.exists(file)) {
            Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() {
        ChildProcess running = child;
        if (running != null) {
            running.stop();
        }
    }
}
