package live.weir.bridge.transcode.program;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import live.weir.bridge.program.ProgramSink;
import live.weir.bridge.transcode.MakerSettings;
import live.weir.bridge.transcode.ProgramListener;
import live.weir.bridge.transcode.ProgramMaker;
import live.weir.bridge.transcode.ProgramSettings;
import live.weir.bridge.transcode.RunningProgram;
import org.jspecify.annotations.Nullable;

/** Programs by FFmpeg, each in a child JVM; admitted by what the CPU carries. Keeps a child ready, if told to. */
public final class FfmpegProgramMaker implements ProgramMaker {

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(8);

    private final MakerSettings settings;
    private final CpuBudget budget;
    private final AtomicInteger workers = new AtomicInteger();
    private final Set<NodeProgram> programs = ConcurrentHashMap.newKeySet();
    private @Nullable Worker spare;
    private boolean closed;

    private FfmpegProgramMaker(MakerSettings settings) {
        this.settings = settings;
        this.budget = new CpuBudget(settings.cores());
    }

    /** Returns at once; the spare, if one is wanted, starts behind this call's back. */
    public static ProgramMaker open(MakerSettings settings) {
        FfmpegProgramMaker maker = new FfmpegProgramMaker(settings);
        maker.prepareSpare();
        return maker;
    }

    private synchronized void prepareSpare() {
        Worker waiting = spare;
        if (settings.spare() && !closed && (waiting == null || waiting.end() != null)) {
            spare = start();
        }
    }

    private Worker start() {
        return Worker.start(Integer.toString(workers.incrementAndGet()), settings.natives());
    }

    /** The spare, if it lives; another one follows. */
    synchronized Worker takeWorker() {
        Worker taken = spare;
        spare = null;
        return taken == null || taken.end() != null ? start() : taken;
    }

    /** When a program has its child: two do not start at once. */
    void workerIsReady(Worker.Ready ready) {
        budget.measured(ready.nanosPerMegapixel());
        prepareSpare();
    }

    @Override
    public RunningProgram start(ProgramSettings wanted, ProgramSink sink, ProgramListener listener) {
        CpuBudget.Share share = budget.take(wanted);
        NodeProgram program = new NodeProgram(wanted.withLadder(share.ladder()), sink, listener, this);
        programs.add(program);
        program.ended().thenRun(() -> {
            programs.remove(program);
            budget.release(share);
        });
        program.begin();
        return program;
    }

    @Override
    public List<RunningProgram> running() {
        return List.copyOf(programs);
    }

    @Override
    public void close() {
        Worker waiting;
        synchronized (this) {
            closed = true;
            waiting = spare;
            spare = null;
        }
        List<NodeProgram> ending = List.copyOf(programs);
        ending.forEach(NodeProgram::close);
        if (waiting != null) {
            waiting.stop();
        }
        awaitAll(ending);
    }

    private static void awaitAll(List<NodeProgram> ending) {
        try {
            CompletableFuture.allOf(ending.stream()
                            .map(program -> program.ended().toCompletableFuture())
                            .toArray(CompletableFuture[]::new))
                    .get(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            // Each has logged what it waits for; their children end with this process at the latest.
        }
    }
}
