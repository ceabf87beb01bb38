package live.weir.bridge.bench;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import live.weir.bridge.contract.LiveClients;
import live.weir.bridge.contract.Performer;
import live.weir.bridge.contract.Watcher;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaServer;
import live.weir.bridge.engine.MediaSession;
import live.weir.bridge.engine.MediaStage;
import live.weir.bridge.engine.PerformerId;
import live.weir.bridge.engine.ServedMediaEngine;
import live.weir.bridge.engine.SessionState;
import live.weir.bridge.engine.StageId;
import live.weir.bridge.engine.StagePolicy;
import live.weir.bridge.engine.ViewChoice;
import live.weir.bridge.engine.kurento.KurentoEngineFactory;

/**
 * Several real Kurento servers, a stage after another placed on them, and one server killed: how long until those who watched
 * see pictures again. The servers are named by {@code bench.kurento}, and the first of them by its process in {@code bench.pid}.
 */
public final class FailoverDrill {

    private static final int STAGES = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long GLANCE_NANOS = 10_000_000;

    private final ServedMediaEngine engine;
    private final LiveClients clients = new LiveClients();
    private final ConcurrentLinkedQueue<String> rows = new ConcurrentLinkedQueue<>();

    private FailoverDrill(ServedMediaEngine engine) {
        this.engine = engine;
    }

    public static void main(String[] arguments) {
        List<URI> servers = Arrays.stream(
                        System.getProperty("bench.kurento", "").split(",", -1))
                .map(URI::create)
                .toList();
        long pid = Long.parseLong(System.getProperty("bench.pid", ""));
        new FailoverDrill(new KurentoEngineFactory()
                        .servers(servers)
                        .probe(Duration.ofSeconds(1), Duration.ofSeconds(10))
                        .open())
                .run(servers.size(), pid);
    }

    private void run(int servers, long pid) {
        await(() -> engine.servers().stream()
                        .filter(server -> server.state() == MediaServer.State.READY)
                        .count()
                == servers);
        List<Show> shows = new ArrayList<>();
        for (int i = 0; i < STAGES; i++) {
            Show show = new Show("stage-" + i);
            show.open();
            shows.add(show);
            await(show::isSeen);
        }
        engine.servers()
                .forEach(server -> System.out.println(
                        server.name() + ": " + server.stages() + " stages, " + server.sessions() + " sessions"));
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        long killed = System.nanoTime();
        List<Thread> rebuilding = shows.stream()
                .map(show -> new Thread(() -> show.comeBack(killed), "drill-" + show.name))
                .toList();
        rebuilding.forEach(Thread::start);
        rebuilding.forEach(FailoverDrill::join);
        rows.forEach(System.out::println);
        await(() -> engine.servers().stream().mapToInt(MediaServer::sessions).sum() == 2 * STAGES);
        engine.servers()
                .forEach(server -> System.out.println(server.name() + ": " + server.state() + ", " + server.stages()
                        + " stages, " + server.sessions() + " sessions"));
        clients.close();
        engine.close().block(PATIENCE);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(GLANCE_NANOS);
        }
        return condition.getAsBoolean();
    }

    /** A stage with somebody on it and somebody who watches. */
    private final class Show {

        private final String name;
        private final MediaStage stage;
        private List<MediaSession> sessions = List.of();
        private Watcher watcher = new Watcher(1, 1);

        Show(String name) {
            this.name = name;
            this.stage = Objects.requireNonNull(
                    engine.openStage(new StageId(name), StagePolicy.defaults()).block(PATIENCE));
        }

        void open() {
            Performer performer = Performer.single();
            watcher = new Watcher(1, 1);
            MediaSession publishing = Objects.requireNonNull(
                    stage.publish(new PerformerId(name), performer.offer()).block(PATIENCE));
            MediaSession watching = Objects.requireNonNull(
                    stage.view(watcher.offer(), ViewChoice.everything()).block(PATIENCE));
            performer.play().connect(publishing.localDescription());
            clients.add(performer);
            watcher.connect(watching.localDescription());
            clients.add(watcher);
            sessions = List.of(publishing, watching);
        }

        boolean isSeen() {
            return watcher.pictures() > 0;
        }

        private boolean isOver() {
            return sessions.stream().anyMatch(session -> session.state() == SessionState.CLOSED);
        }

        /** As clients do: at once when they are told, and again while it fails. */
        void comeBack(long killed) {
            long deadline = killed + Duration.ofSeconds(8).toNanos();
            while (!isOver()) {
                if (System.nanoTime() > deadline) {
                    rows.add(name + " stayed, " + (isSeen() ? "and is seen" : "and is not seen"));
                    return;
                }
                LockSupport.parkNanos(GLANCE_NANOS);
            }
            long told = System.nanoTime();
            boolean open = await(() -> {
                try {
                    open();
                    return true;
                } catch (MediaException notYet) {
                    return false;
                }
            });
            boolean seen = open && await(this::isSeen);
            rows.add(String.format(
                    Locale.ROOT,
                    "%s moved: told after %.2f s, %s after %.2f s",
                    name,
                    (told - killed) / 1e9,
                    seen ? "pictures" : "NO pictures",
                    (System.nanoTime() - killed) / 1e9));
        }
    }
}
