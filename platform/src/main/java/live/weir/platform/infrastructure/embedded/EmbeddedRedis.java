package live.weir.platform.infrastructure.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import live.weir.platform.infrastructure.StartupFailure;
import live.weir.platform.infrastructure.embedded.Guardian.Outcome;
import live.weir.platform.infrastructure.embedded.Guardian.StopPlan;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Redis server on 127.0.0.1. */
final class EmbeddedRedis implements EmbeddedService {

    private static final Logger logger = LoggerFactory.getLogger(EmbeddedRedis.class);
    private static final StopPlan STOP = new StopPlan(List.of("TERM"), Duration.ofSeconds(10));
    private static final Duration VERSION_LIMIT = Duration.ofSeconds(30);
    private static final Pattern DAMAGED =
            Pattern.compile("(Bad file format|Unknown command .*) reading the append only file"
                    + "|Wrong RDB checksum|rdb file reading failure");
    private static final byte[] READY = "+OK\r\n+PONG\r\n".getBytes(StandardCharsets.US_ASCII);

    private final WeirHome home;
    private final StartupProgress progress;
    private final ChildLog log;
    private final Guardian guardian;
    private final Complaint complaint;
    private final String secret;
    private @Nullable Path program;

    EmbeddedRedis(WeirHome home, StartupProgress progress) {
        this.home = home;
        this.progress = progress;
        this.log = new ChildLog(home.logs().resolve("redis.log"));
        this.guardian = new Guardian(home, log);
        this.complaint = new Complaint(name(), "WEIR_REDIS_URL", home.path(), log.file());
        this.secret = home.secret("redis");
    }

    @Override
    public String name() {
        return "Redis";
    }

    @Override
    public ChildLog log() {
        return log;
    }

    @Override
    public void prepare() throws InterruptedException {
        @Nullable StartupFailure cannotRun = null;
        for (String binary : Platform.current().redisBinaries()) {
            Path candidate = unpacked(binary);
            Outcome outcome = guardian.run(List.of(candidate.toString(), "--version"), VERSION_LIMIT);
            if (outcome.succeeded()) {
                program = candidate;
                return;
            }
            if (cannotRun == null) {
                cannotRun = complaint.about(outcome.status(), outcome.lines());
            }
        }
        throw cannotRun == null ? new IllegalStateException("a platform without a binary") : cannotRun;
    }

    /** Each binary under a name of its own, so that unpacking one does not tidy away the other. */
    private Path unpacked(String binary) {
        String name = binary.replace("redis-server", "redis");
        Path directory = new BinaryStore(home)
                .unpackOnce(
                        name,
                        binary,
                        2,
                        (resource, target) -> {
                            Path file = target.resolve("redis-server");
                            Files.copy(resource, file);
                            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
                        },
                        progress);
        return directory.resolve("redis-server");
    }

    @Override
    public ChildProcess launch(int port) throws IOException, InterruptedException {
        Path found = program;
        if (found == null) {
            throw new IllegalStateException("launch() before prepare()");
        }
        Path file = home.redis().resolve("redis.conf");
        new Leftover(home.redis().resolve("redis.pid"), file).stop(STOP, progress);
        FileTree.writePrivate(file, configuration(port));
        return guardian.start(List.of(found.toString(), file.toString()), STOP);
    }

    /**
     * What Weir keeps here (leases, sessions, rate limits, caches) has a time to live; when memory runs out, what was not
     * touched for longest goes first, and that is never a lease, which is renewed every few seconds. Our command line stays
     * visible (no proc-title), so that the next start can tell our server from a stranger with the same pid.
     */
    private String configuration(int port) {
        return """
                bind %s
                port %d
                protected-mode yes
                requirepass %s
                daemonize no
                set-proc-title no
                dir "%s"
                pidfile "%s"
                logfile ""
                always-show-logo no
                save ""
                appendonly yes
                appendfsync everysec
                aof-load-truncated yes
                maxmemory 256mb
                maxmemory-policy volatile-lru
                maxclients 512
                tcp-backlog 128
                """.formatted(
                        Loopback.HOST,
                        port,
                        secret,
                        quoted(home.redis()),
                        quoted(home.redis().resolve("redis.pid")));
    }

    private static String quoted(Path path) {
        return path.toString().replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** A server that still loads its file answers PING with an error. */
    @Override
    public boolean answers(int port) {
        byte[] question = ("AUTH " + secret + "\r\nPING\r\n").getBytes(StandardCharsets.US_ASCII);
        try {
            return Arrays.equals(Loopback.ask(port, question, READY.length), READY);
        } catch (IOException notYet) {
            logger.trace("Redis does not answer yet: {}", notYet.getMessage());
            return false;
        }
    }

    @Override
    public Duration startLimit() {
        return Duration.ofMinutes(1);
    }

    @Override
    public boolean isPassing(List<String> lastLines) {
        String said = String.join("\n", lastLines);
        return said.contains("Address already in use") || (DAMAGED.matcher(said).find() && putDamagedFileAside());
    }

    /**
     * A file that only lost its end loads; one damaged in the middle (a power cut) does not. What it holds is worth less
     * than a node that starts: the last damaged file is kept, and Redis begins anew.
     */
    private boolean putDamagedFileAside() {
        Path file = home.redis().resolve("appendonly.aof");
        Path aside = home.redis().resolve("appendonly.aof.damaged");
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            logger.warn("Redis cannot read {}; keeping it as {} and beginning with an empty one", file, aside);
            return true;
        } catch (IOException failure) {
            logger.warn("Cannot put the damaged {} aside: {}", file, FileTree.reason(failure));
            return false;
        }
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
        return new Endpoint(Loopback.HOST, port, "default", secret, "0");
    }
}
