package live.weir.bridge.transcode.program;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import live.weir.bridge.engine.Tap;
import live.weir.bridge.program.ProgramFormat;
import live.weir.bridge.program.ProgramSink;
import live.weir.bridge.program.Scene;
import live.weir.bridge.transcode.Pauses;
import live.weir.bridge.transcode.ProgramListener;
import live.weir.bridge.transcode.ProgramSettings;
import live.weir.bridge.transcode.ProgramVitals;
import live.weir.bridge.transcode.RunningProgram;
import live.weir.bridge.transcode.wire.BeginWords;
import live.weir.bridge.transcode.wire.FormatWords;
import live.weir.bridge.transcode.wire.SceneWords;
import live.weir.bridge.transcode.wire.WorkerVitals;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program on its own thread: reads its performers' taps, feeds its worker, watches it, and takes another one when it is
 * lost. What others ask for is done there too, in their order.
 */
final class NodeProgram implements RunningProgram, WorkerListener {

    private static final Logger log = LoggerFactory.getLogger(NodeProgram.class);
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(10);
    private static final Duration FINISH = Duration.ofMillis(1500);
    private static final int MOST_SOURCES = 32;

    private final ProgramSettings settings;
    private final ProgramListener listener;
    private final FfmpegProgramMaker maker;
    private final Delivery delivery;
    private final Queue<Runnable> wishes = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread thread;
    private final ProcessFigures figures = new ProcessFigures();
    private final Watchdog watchdog;
    private final AtomicLong droppedUnits = new AtomicLong();
    private final AtomicLong restarts = new AtomicLong();

    /** The program's thread's. Insertion order is kept for {@link #vitals}, which reads a copy. */
    private final Map<String, Performer> performers = new LinkedHashMap<>();

    private volatile Collection<Performer> present = java.util.List.of();
    private final Tally tally = new Tally();
    private Scene scene = Scene.empty();
    private int numbers;
    private volatile @Nullable Worker worker;
    private volatile ProgramVitals.State state = ProgramVitals.State.STARTING;
    private volatile boolean closing;
    private boolean begun;
    private long retryAt;

    NodeProgram(ProgramSettings settings, ProgramSink sink, ProgramListener listener, FfmpegProgramMaker maker) {
        this.settings = settings;
        this.listener = listener;
        this.maker = maker;
        this.delivery = new Delivery(sink);
        this.watchdog = new Watchdog(
                settings.part(),
                delivery,
                figures,
                new Pauses(Duration.ofMillis(200), Duration.ofSeconds(20), RandomGenerator.getDefault()));
        this.thread = new Thread(this::run, "weir-program-" + settings.id());
        thread.setDaemon(true);
    }

    void begin() {
        thread.start();
    }

    @Override
    public String id() {
        return settings.id();
    }

    @Override
    public void attach(String source, Tap tap) {
        wish(() -> add(source, tap));
        if (ended.isDone()) {
            tap.close(); // closing twice does no harm
        }
    }

    @Override
    public void detach(String source) {
        wish(() -> {
            Performer leaving = performers.remove(source);
            if (leaving != null) {
                leaving.close();
            }
            present = java.util.List.copyOf(performers.values());
        });
    }

    @Override
    public void show(Scene next) {
        wish(() -> {
            scene = next;
            Worker to = worker;
            if (begun && to != null) {
                to.tell(SceneWords.of(next));
            }
        });
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
    }

    @Override
    public CompletionStage<Void> ended() {
        return ended;
    }

    private void wish(Runnable wish) {
        wishes.add(wish);
        LockSupport.unpark(thread);
    }

    private void run() {
        try {
            while (!closing && state != ProgramVitals.State.FAILED) {
                turn(System.nanoTime());
                LockSupport.parkNanos(TICK);
            }
        } catch (RuntimeException | Error failure) {
            log.error("The program {} ended", id(), failure);
            state = ProgramVitals.State.FAILED;
            tell(() -> listener.failed("an error in the node: " + failure));
        } finally {
            leave();
        }
    }

    private void turn(long now) {
        grantWishes();
        if (worker == null && now >= retryAt) {
            hire();
        }
        Worker working = worker;
        if (working != null) {
            Worker.Ready ready = working.ready();
            if (!begun && ready != null) {
                brief(working, ready, now);
            }
            watch(working, now);
        }
        for (Performer performer : performers.values()) {
            performer.read(now);
            droppedUnits.addAndGet(performer.takeDropped());
        }
    }

    private void grantWishes() {
        for (Runnable wish = wishes.poll(); wish != null; wish = wishes.poll()) {
            wish.run();
        }
    }

    private void add(String source, Tap tap) {
        if (performers.size() >= MOST_SOURCES && !performers.containsKey(source)) {
            log.warn("The program {} has {} sources; {} is not taken", id(), MOST_SOURCES, source);
            tap.close();
            return;
        }
        numbers = numbers + 1 & 0xffff;
        Performer arriving = new Performer(source, numbers, tap);
        Worker to = worker;
        if (begun && to != null) {
            arriving.introduceTo(to);
        }
        // The one it replaces goes after it has come: so its last picture is inherited.
        Performer former = performers.put(source, arriving);
        if (former != null) {
            former.close();
        }
        present = java.util.List.copyOf(performers.values());
        tap.onReadable(() -> LockSupport.unpark(thread));
    }

    private void hire() {
        Worker hired = maker.takeWorker();
        begun = false;
        hired.workFor(this, () -> LockSupport.unpark(thread));
        delivery.from(hired);
        watchdog.hired(System.nanoTime());
        worker = hired;
    }

    private void brief(Worker ready, Worker.Ready said, long now) {
        begun = true;
        tally.newWorker();
        ready.tell(BeginWords.of(settings, System.nanoTime()));
        performers.values().forEach(performer -> performer.introduceTo(ready));
        ready.tell(SceneWords.of(scene));
        maker.workerIsReady(said);
        watchdog.briefed(now);
    }

    private void watch(Worker working, long now) {
        if (state != ProgramVitals.State.RUNNING && delivery.hasChunks()) {
            state = ProgramVitals.State.RUNNING;
        }
        String cause = working.end();
        if (cause == null) {
            cause = watchdog.complaint(working, begun, now);
        }
        if (cause != null) {
            lose(working, cause, now);
        }
    }

    private void lose(Worker lost, String cause, long now) {
        log.warn("The child of program {} is lost: {}", id(), cause);
        worker = null;
        begun = false;
        delivery.from(null);
        performers.values().forEach(Performer::forgetWorker);
        lost.abandon(figures.isStopped());
        if (watchdog.isHopeless(now)) {
            state = ProgramVitals.State.FAILED;
            delivery.end();
            tell(() -> listener.failed(cause));
            return;
        }
        restarts.incrementAndGet();
        state = ProgramVitals.State.RESTARTING;
        Duration pause = watchdog.pause();
        retryAt = now + pause.toNanos();
        tell(() -> listener.restarting(cause, pause));
    }

    private void tell(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException failure) {
            log.error("A listener of program {} failed", id(), failure);
        }
    }

    private void leave() {
        try {
            Worker last = worker;
            if (last != null) {
                if (begun) {
                    last.finish(FINISH);
                }
                last.stop();
            }
            delivery.end();
            if (state != ProgramVitals.State.FAILED) {
                state = ProgramVitals.State.ENDED;
            }
        } finally {
            worker = null;
            letGo();
            ended.complete(null);
            letGo(); // of what came in between
        }
    }

    private void letGo() {
        grantWishes();
        performers.values().forEach(Performer::close);
        performers.clear();
    }

    @Override
    public void format(Worker from, FormatWords.Format format) throws IOException {
        ProgramFormat begun = delivery.begin(from, format);
        if (begun != null) {
            wish(() -> tell(() -> listener.running(begun)));
        }
    }

    @Override
    public void chunk(Worker from, int track, boolean independent, long start, long duration, ByteBuf bytes)
            throws IOException {
        delivery.chunk(from, track, independent, start, duration, bytes);
    }

    @Override
    public void picture(Worker from, ByteBuf jpeg) {
        delivery.picture(from, jpeg);
    }

    @Override
    public void vitals(Worker from, WorkerVitals vitals) {
        tally.take(vitals);
    }

    @Override
    public void keyframeWanted(Worker from, int source) {
        wish(() -> performers.values().stream()
                .filter(performer -> performer.number() == source)
                .forEach(Performer::awaitKeyframe));
    }

    @Override
    public ProgramVitals vitals() {
        Worker working = worker;
        Worker.Ready ready = working == null ? null : working.ready();
        long pid = working == null ? -1 : working.pid();
        return new ProgramVitals(
                state,
                pid < 0 ? OptionalLong.empty() : OptionalLong.of(pid),
                figures.cores(),
                figures.residentBytes(),
                delivery.rungs(),
                ready == null ? "" : ready.encoder(),
                delivery.chunks(),
                tally.lateChunks(),
                tally.skippedFrames(),
                droppedUnits.get(),
                restarts.get(),
                tally.delay(),
                present.stream().map(Performer::vitals).toList());
    }
}
