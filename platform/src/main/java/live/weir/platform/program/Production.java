package live.weir.platform.program;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import live.weir.bridge.program.ProgramFormat;
import live.weir.bridge.transcode.ProgramListener;
import live.weir.bridge.transcode.ProgramRefused;
import live.weir.bridge.transcode.ProgramVitals;
import live.weir.bridge.transcode.RunningProgram;
import live.weir.platform.delivery.Programs;
import live.weir.platform.program.ProductionSink.Farewell;
import live.weir.signaling.protocol.LayoutName;
import live.weir.signaling.stage.BroadcastBook.Broadcast;
import live.weir.signaling.stage.StageProgram;
import live.weir.signaling.stage.StageScene;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * The program of one broadcast.
 *
 * <pre>
 *             first part                  refused, or failed too often
 *  BEGINNING ───────────▶ ON AIR ─────────────────┐
 *      ▲  └──────────────────────────────────▶ WAITING ("HLS unavailable")
 *      └──────────── after a pause ───────────────┘
 * </pre>
 *
 * <p>The stage calls in its mailbox, the maker on its threads; everything happens on the programs' thread.
 */
final class Production implements StageProgram {

    /** Where a program is in its life. */
    enum State {
        BEGINNING,
        ON_AIR,
        WAITING,
        OVER
    }

    /** What the node looks like may have changed by then. */
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(15);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final Logger log = LoggerFactory.getLogger(Production.class);

    private final ProductionLine line;
    private final Broadcast broadcast;
    private final Runnable whenReachChanged;
    private final ProductionTotals totals;
    private final Consumer<Production> whenOver;
    private final ProductionSink sink;
    private final Taps taps;
    private final Disposable.Swap beginning = Disposables.swap();
    private @Nullable Disposable pause;
    private StageScene scene = new StageScene(LayoutName.SPEAKER, List.of(), null, null);
    private int failures;
    private boolean hasParts;
    private boolean hasPicture;
    private volatile @Nullable RunningProgram running;
    private volatile State state = State.BEGINNING;
    private volatile @Nullable Reach reach;
    private volatile boolean recorded;

    Production(
            ProductionLine line,
            Broadcast broadcast,
            Runnable whenReachChanged,
            ProductionTotals totals,
            Consumer<Production> whenOver) {
        this.line = line;
        this.broadcast = broadcast;
        this.whenReachChanged = whenReachChanged;
        this.totals = totals;
        this.whenOver = whenOver;
        this.taps = new Taps(line);
        this.sink = new ProductionSink(() -> line.audience().open(audience()), new SinkNews());
    }

    private Programs.Broadcast audience() {
        return new Programs.Broadcast(
                broadcast.id(),
                HlsNews.channel(broadcast),
                slug(),
                broadcast.startedAt(),
                Instant.ofEpochMilli(broadcast.lease().epoch()));
    }

    private final class SinkNews implements ProductionSink.News {
        @Override
        public void firstPart() {
            line.post(() -> {
                hasParts = true;
                tellReach(null);
            });
        }

        @Override
        public void firstPicture() {
            line.post(() -> {
                hasPicture = true;
                tellReach(null);
            });
        }

        @Override
        public void recordingTurned() {
            line.post(() -> {
                recorded = sink.isRecorded();
                whenReachChanged.run();
            });
        }
    }

    // Beginning, and beginning again.

    void begin() {
        if (state == State.OVER) {
            return;
        }
        state = State.BEGINNING;
        beginning.update(line.guard()
                .call(Mono.<Boolean>create(this::start))
                .subscribe(begun -> line.post(this::isOnAir), failure -> line.post(() -> waitFor(failure))));
    }

    /** Succeeds with the first part of the program. */
    private void start(MonoSink<Boolean> begun) {
        line.requireRoom();
        Listener listener = new Listener(begun);
        RunningProgram program = line.maker().start(line.plan().settings(broadcast), sink, listener);
        listener.program = program;
        begun.onCancel(program::close);
        running = program;
        program.show(Scenes.of(scene, line.plan().labels()));
        taps.leadTo(program);
    }

    private final class Listener implements ProgramListener {

        private final MonoSink<Boolean> begun;
        private volatile @Nullable RunningProgram program;

        Listener(MonoSink<Boolean> begun) {
            this.begun = begun;
        }

        @Override
        public void running(ProgramFormat format) {
            begun.success(true);
        }

        @Override
        public void restarting(String cause, Duration after) {
            log.warn("The program of {} is interrupted for {} ms: {}", slug(), after.toMillis(), cause);
        }

        @Override
        public void failed(String cause) {
            IllegalStateException failure = new IllegalStateException(cause);
            begun.error(failure);
            line.post(() -> {
                if (state == State.ON_AIR && program == running) {
                    waitFor(failure);
                }
            });
        }
    }

    private void isOnAir() {
        if (state == State.BEGINNING) {
            state = State.ON_AIR;
            failures = 0;
            log.info("The program of {} is on air", slug());
            tellReach(null);
        }
    }

    /** The stage and its viewers notice nothing but that there is no HLS for the moment. */
    private void waitFor(Throwable failure) {
        if (state == State.OVER || state == State.WAITING) {
            return;
        }
        state = State.WAITING;
        taps.leadNowhere();
        RunningProgram program = forgetMaker();
        if (program != null) {
            program.close();
        }
        boolean refused = failure instanceof ProgramRefused;
        Duration next = refused ? AFTER_REFUSAL : pauseAfter(++failures);
        log.warn(
                "There is no program of {} for now, the next try is in {} s: {}",
                slug(),
                next.toSeconds(),
                failure.getMessage());
        tellReach(refused ? "This server has no room for another program just now." : "The program is interrupted.");
        pause = line.thread().schedule(this::begin, next.toMillis(), TimeUnit.MILLISECONDS);
    }

    private @Nullable RunningProgram forgetMaker() {
        RunningProgram program = running;
        running = null;
        if (program != null) {
            totals.add(program.vitals());
        }
        return program;
    }

    private static Duration pauseAfter(int failures) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    /** @param problem why there is no HLS, or null while there is, or soon will be */
    private void tellReach(@Nullable String problem) {
        boolean there = problem == null && hasParts;
        String home = "/hls/" + slug();
        Reach now = problem == null && !hasParts
                ? null
                : new Reach(there ? home + "/index.m3u8" : null, hasPicture ? home + "/picture.jpg" : null, problem);
        if (state != State.OVER && now != null && !now.equals(reach)) {
            reach = now;
            line.news().tell(broadcast, now);
            whenReachChanged.run();
        }
    }

    // What the stage says, in its mailbox.

    @Override
    public void attach(String source, Feed feed) {
        line.post(() -> taps.attach(source, feed));
    }

    @Override
    public void detach(String source) {
        line.post(() -> taps.detach(source));
    }

    @Override
    public void show(StageScene newest) {
        line.post(() -> {
            scene = newest;
            sink.record(newest.recordingWish());
            RunningProgram program = running;
            if (program != null) {
                program.show(Scenes.of(newest, line.plan().labels()));
            }
        });
    }

    @Override
    public void end() {
        leave(Farewell.END);
    }

    @Override
    public void handOver() {
        leave(Farewell.ABANDON);
    }

    private void leave(Farewell how) {
        sink.sayFarewell(how);
        line.post(() -> {
            state = State.OVER;
            Disposable waiting = pause;
            if (waiting != null) {
                waiting.dispose();
            }
            taps.leadNowhere();
            RunningProgram program = running;
            if (program == null) {
                isOver();
            } else {
                program.close();
                program.ended().whenComplete((done, never) -> line.post(this::isOver));
            }
            line.news().forget(broadcast);
        });
    }

    private void isOver() {
        sink.leave();
        forgetMaker();
        beginning.dispose();
        whenOver.accept(this);
    }

    @Override
    public @Nullable Reach reach() {
        return reach;
    }

    @Override
    public boolean isRecorded() {
        return recorded;
    }

    // For those who look.

    String slug() {
        return broadcast.channel().slug();
    }

    Broadcast broadcast() {
        return broadcast;
    }

    State state() {
        return state;
    }

    @Nullable
    ProgramVitals vitals() {
        RunningProgram program = running;
        return program == null ? null : program.vitals();
    }

    ProductionSink sink() {
        return sink;
    }
}
