package live.weir.platform.infrastructure.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import live.weir.platform.infrastructure.StartupFailure;
import live.weir.platform.infrastructure.embedded.Guardian.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The data directory: made once, complete or not at all, with the role and database {@code weir} in it. */
final class PostgresCluster {

    private static final Logger logger = LoggerFactory.getLogger(PostgresCluster.class);

    static final String NAME = "weir";

    private static final String STAGING = ".new-";
    private static final Duration INITDB_LIMIT = Duration.ofMinutes(3);
    private static final Duration SQL_LIMIT = Duration.ofMinutes(5);

    /** About 4 × what a fresh cluster takes, so that there is room to work in it. */
    private static final long NEEDED_BYTES = 160_000_000;

    private final WeirHome home;
    private final PostgresPrograms programs;
    private final Guardian guardian;
    private final Complaint complaint;
    private final StartupProgress progress;

    PostgresCluster(
            WeirHome home,
            PostgresPrograms programs,
            Guardian guardian,
            Complaint complaint,
            StartupProgress progress) {
        this.home = home;
        this.programs = programs;
        this.guardian = guardian;
        this.complaint = complaint;
        this.progress = progress;
    }

    static Path data(WeirHome home) {
        return home.postgres().resolve("data");
    }

    /** The server must not run yet. */
    void prepare(String secret) throws IOException, InterruptedException {
        removeHalfMade();
        programs.runAs().handOver(home.postgres());
        Path data = data(home);
        if (Files.notExists(data)) {
            create(data, secret);
            return;
        }
        requireOurMajor(data);
        if (!fingerprint(secret).equals(knownFingerprint(data))) {
            adopt(secret, data);
        }
    }

    private void removeHalfMade() throws IOException {
        try (Stream<Path> entries = Files.list(home.postgres())) {
            List<Path> halves = entries.filter(
                            entry -> entry.getFileName().toString().startsWith(STAGING))
                    .toList();
            for (Path half : halves) {
                forget(half);
            }
        }
    }

    /** The initdb of a node that was killed a moment ago may still write there; then the next start finds it again. */
    private static void forget(Path half) {
        try {
            FileTree.delete(half);
        } catch (IOException busy) {
            logger.info("{} could not be removed yet: {}", half, FileTree.reason(busy));
        }
    }

    private void create(Path data, String secret) throws IOException, InterruptedException {
        home.disk().require(NEEDED_BYTES, home.path(), "the database");
        progress.step("Creating the database (only this once)");
        Path staging = Files.createTempDirectory(home.postgres(), STAGING);
        try {
            Path fresh = FileTree.privateDirectory(staging.resolve("data"));
            Path password = staging.resolve("password");
            FileTree.writePrivate(password, secret + "\n");
            programs.runAs().handOver(staging);
            initialise(fresh, password);
            runSql(
                    fresh,
                    "CREATE ROLE " + NAME + " LOGIN PASSWORD '" + secret + "';\n" + "CREATE DATABASE " + NAME
                            + " OWNER " + NAME + ";\n");
            writeFingerprint(fresh, secret);
            Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            FileTree.delete(staging);
        }
    }

    /**
     * PostgreSQL's own C.UTF-8 sorts the same on every system and after every upgrade of its libraries, so that no index
     * ever breaks; the superuser keeps a name that the node itself does not use.
     */
    private void initialise(Path data, Path password) throws InterruptedException {
        List<String> initdb = programs.command(
                "initdb",
                List.of(
                        "--pgdata=" + data,
                        "--username=postgres",
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--data-checksums",
                        "--no-instructions"));
        require(guardian.run(initdb, INITDB_LIMIT));
    }

    /** By a single backend without a server: nothing listens, and nobody needs a password. */
    private void runSql(Path data, String sql) throws IOException, InterruptedException {
        Path script = data.resolveSibling(".setup.sql");
        FileTree.writePrivate(script, sql);
        try {
            List<String> backend = programs.command(
                    "postgres",
                    List.of(
                            "--single",
                            "-D",
                            data.toString(),
                            "-c",
                            "exit_on_error=on",
                            "-c",
                            "log_min_error_statement=panic",
                            "postgres"));
            require(guardian.run(backend, script, SQL_LIMIT));
        } finally {
            Files.deleteIfExists(script);
        }
    }

    private void require(Outcome outcome) {
        if (!outcome.succeeded()) {
            throw complaint.about(outcome.status(), outcome.lines());
        }
    }

    private void requireOurMajor(Path data) throws IOException {
        Path file = data.resolve("PG_VERSION");
        if (Files.notExists(file)) {
            throw new StartupFailure(
                    "The directory " + data + " is no PostgreSQL data directory (PG_VERSION is missing):"
                            + " move it away, and Weir makes a new one.");
        }
        String found = Files.readString(file).strip();
        if (!found.equals(String.valueOf(programs.major()))) {
            throw new StartupFailure("The data in " + data + " is of PostgreSQL " + found + " and this Weir brings "
                    + programs.major() + ": dump it with the Weir that wrote it and move the directory away, or set"
                    + " WEIR_POSTGRES_URL to a PostgreSQL " + found + ".");
        }
    }

    /** A lost or replaced secrets file locks nobody out: the data directory learns the new one. */
    private void adopt(String secret, Path data) throws IOException, InterruptedException {
        progress.step("Giving the database its new password");
        runSql(
                data,
                "ALTER ROLE " + NAME + " PASSWORD '" + secret + "';\nALTER ROLE postgres PASSWORD '" + secret + "';\n");
        writeFingerprint(data, secret);
    }

    private static String knownFingerprint(Path data) throws IOException {
        Path file = fingerprintFile(data);
        return Files.exists(file) ? Files.readString(file).strip() : "";
    }

    private static void writeFingerprint(Path data, String secret) throws IOException {
        FileTree.writePrivate(fingerprintFile(data), fingerprint(secret) + "\n");
    }

    private static Path fingerprintFile(Path data) {
        return data.resolve("weir-secret.sha256");
    }

    /** Of 256 random bits: tells nothing about them. */
    private static String fingerprint(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
