package live.weir.platform.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import live.weir.bridge.hls.Playback;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.resilience.Recurring;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/** The programs that this node makes. */
final class ProgramRegistry implements Programs, SmartLifecycle {

    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration ROUND = Duration.ofSeconds(1);

    private final RunningProgram.Studio studio;
    private final Locksmith locksmith;
    private final Map<ChannelId, RunningProgram> programs = new ConcurrentHashMap<>();
    private final Disposable.Swap ticking = Disposables.swap();
    private final Disposable.Swap rounds = Disposables.swap();
    private volatile boolean running;

    ProgramRegistry(RunningProgram.Studio studio, Locksmith locksmith) {
        this.studio = studio;
        this.locksmith = locksmith;
    }

    @Override
    public OpenProgram open(Broadcast broadcast) {
        RunningProgram program = studio.open(broadcast);
        RunningProgram before = programs.put(broadcast.channel(), program);
        if (before != null) {
            before.close(); // one that had ended, and lingered, too
        }
        return program;
    }

    /** Null if this node has none. */
    @Nullable
    Playback playback(ChannelId channel) {
        RunningProgram program = programs.get(channel);
        return program == null || program.isOver() ? null : program.packager();
    }

    Iterable<RunningProgram> all() {
        return programs.values();
    }

    int size() {
        return programs.size();
    }

    Set<ChannelId> channels() {
        return Set.copyOf(programs.keySet());
    }

    private void tick() {
        for (RunningProgram program : List.copyOf(programs.values())) {
            program.tick();
            if (program.isOver() && programs.remove(program.broadcast().channel(), program)) {
                program.close();
            }
        }
    }

    @Override
    public void start() {
        running = true;
        ticking.update(Recurring.every("The clock of programs", TICK, TICK, round -> Mono.fromRunnable(this::tick)));
        rounds.update(Recurring.every("The locks of programs", ROUND, ROUND, round -> locksmith.look(all())));
    }

    @Override
    public void stop() {
        running = false;
        ticking.update(Disposables.disposed());
        rounds.update(Disposables.disposed());
        programs.values().forEach(RunningProgram::close);
        programs.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
