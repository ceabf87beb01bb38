package live.weir.platform.infrastructure.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import live.weir.platform.infrastructure.StartupFailure;
import live.weir.platform.infrastructure.embedded.Guardian.StopPlan;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL server on 127.0.0.1 with the database {@code weir}. */
final class EmbeddedPostgres implements EmbeddedService {

    private static final Logger logger = LoggerFactory.getLogger(EmbeddedPostgres.class);

    /** SIGINT: roll back, write everything, leave. SIGQUIT: leave at once, and recover at the next start. */
    private static final StopPlan STOP = new StopPlan(List.of("INT", "QUIT"), Duration.ofSeconds(10));

    /** Archives of the Mac are packed 1 : 7, those of Linux 1 : 4. */
    private static final int GROWTH = 8;

    private static final int PROTOCOL_THREE = 3 << 16;

    /** fsync and synchronous_commit stay on: what was committed survives any kill. */
    private static final Map<String, String> SETTINGS = new TreeMap<>(Map.ofEntries(
            Map.entry("listen_addresses", Loopback.HOST),
            Map.entry("unix_socket_directories", ""),
            Map.entry("max_connections", "60"),
            Map.entry("shared_buffers", "96MB"),
            Map.entry("max_wal_size", "512MB"),
            Map.entry("max_wal_senders", "0"),
            Map.entry("wal_level", "minimal"),
            Map.entry("max_logical_replication_workers", "0"),
            Map.entry("jit", "off"),
            Map.entry("logging_collector", "off"),
            Map.entry("log_destination", "stderr"),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC")));

    private final WeirHome home;
    private final StartupProgress progress;
    private final ChildLog log;
    private final Guardian guardian;
    private final Complaint complaint;
    private final String secret;
    private @Nullable PostgresPrograms programs;

    EmbeddedPostgres(WeirHome home, StartupProgress progress) {
        this.home = home;
        this.progress = progress;
        this.log = new ChildLog(home.logs().resolve("postgres.log"));
        this.guardian = new Guardian(home, log);
        this.complaint = new Complaint(name(), "WEIR_POSTGRES_URL", home.path(), log.file());
        this.secret = home.secret("postgres");
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public ChildLog log() {
        return log;
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        Path unpacked = new BinaryStore(home)
                .unpackOnce("postgres", Platform.current().postgresArchive(), GROWTH, TarArchive::unpack, progress);
        stopLeftover();
        PostgresPrograms found = PostgresPrograms.find(unpacked, home, guardian, complaint);
        new PostgresCluster(home, found, guardian, complaint, progress).prepare(secret);
        programs = found;
    }

    @Override
    public ChildProcess launch(int port) throws IOException, InterruptedException {
        PostgresPrograms found = programs;
        if (found == null) {
            throw new IllegalStateException("launch() before prepare()");
        }
        stopLeftover();
        List<String> arguments = new ArrayList<>(List.of("-D", data().toString(), "-c", "port=" + port));
        SETTINGS.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
        logger.debug("Starting PostgreSQL on port {}", port);
        return guardian.start(found.command("postgres", arguments), STOP);
    }

    private void stopLeftover() throws IOException, InterruptedException {
        new Leftover(data().resolve("postmaster.pid"), data()).stop(STOP, progress);
    }

    private Path data() {
        return PostgresCluster.data(home);
    }

    /** A server that is still recovering answers with an error; one that asks for the password is ready. */
    @Override
    public boolean answers(int port) {
        byte[] names = ("user\0" + PostgresCluster.NAME + "\0database\0" + PostgresCluster.NAME + "\0\0")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] startup = ByteBuffer.allocate(2 * Integer.BYTES + names.length)
                .putInt(2 * Integer.BYTES + names.length)
                .putInt(PROTOCOL_THREE)
                .put(names)
                .array();
        try {
            byte[] answer = Loopback.ask(port, startup, 1);
            return answer.length == 1 && answer[0] == 'R';
        } catch (IOException notYet) {
            logger.trace("PostgreSQL does not answer yet: {}", notYet.getMessage());
            return false;
        }
    }

    @Override
    public Duration startLimit() {
        return Duration.ofMinutes(3);
    }

    /** The port was taken a moment ago, or backends of a killed server are still leaving. */
    @Override
    public boolean isPassing(List<String> lastLines) {
        String said = String.join("\n", lastLines);
        return said.contains("Address already in use")
                || said.contains("pre-existing shared memory block")
                || said.contains("lock file \"postmaster.pid\" already exists");
    }

    @Override
    public StartupFailure explain(int status, List<String> lastLines) {
        return complaint.about(status, lastLines);
    }

    @Override
    public StartupFailure explain(IOException failure) {
        return complaint.about(failure);
    }

    @Override
    public Endpoint endpoint(int port) {
        return new Endpoint(Loopback.HOST, port, PostgresCluster.NAME, secret, PostgresCluster.NAME);
    }
}
