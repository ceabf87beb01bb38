package live.weir.platform.program;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import live.weir.bridge.engine.Tap;
import live.weir.bridge.program.ProgramFormat;
import live.weir.bridge.program.ProgramSink;
import live.weir.bridge.program.Scene;
import live.weir.bridge.transcode.ProgramListener;
import live.weir.bridge.transcode.ProgramMaker;
import live.weir.bridge.transcode.ProgramRefused;
import live.weir.bridge.transcode.ProgramSettings;
import live.weir.bridge.transcode.ProgramVitals;
import live.weir.bridge.transcode.RunningProgram;
import org.jspecify.annotations.Nullable;

/** A maker whose troubles a test decides on. */
final class ScriptedMaker implements ProgramMaker {

    final List<Made> all = new CopyOnWriteArrayList<>();
    volatile boolean isFull;

    @Override
    public RunningProgram start(ProgramSettings settings, ProgramSink sink, ProgramListener listener) {
        if (isFull) {
            throw new ProgramRefused("2 of 2 cores are taken");
        }
        Made made = new Made(settings, sink, listener);
        all.add(made);
        return made;
    }

    @Override
    public List<RunningProgram> running() {
        return new ArrayList<>(all.stream().filter(made -> !made.closed).toList());
    }

    @Override
    public void close() {
        all.forEach(Made::close);
    }

    /** What was asked for. */
    static final class Made implements RunningProgram {

        final ProgramSettings settings;
        final ProgramSink sink;
        final ProgramListener listener;
        final Map<String, Tap> taps = new ConcurrentHashMap<>();
        volatile @Nullable Scene scene;
        volatile boolean closed;
        private final CompletableFuture<Void> ended = new CompletableFuture<>();

        Made(ProgramSettings settings, ProgramSink sink, ProgramListener listener) {
            this.settings = settings;
            this.sink = sink;
            this.listener = listener;
        }

        void isRunning(ProgramFormat format) {
            listener.running(format);
            sink.begin(format);
        }

        void fails() {
            sink.end();
            listener.failed("it crashed again and again");
        }

        @Override
        public String id() {
            return settings.id();
        }

        @Override
        public void attach(String source, Tap tap) {
            taps.put(source, tap);
        }

        @Override
        public void detach(String source) {
            Tap tap = taps.remove(source);
            if (tap != null) {
                tap.close();
            }
        }

        @Override
        public void show(Scene newest) {
            scene = newest;
        }

        @Override
        public ProgramVitals vitals() {
            return new ProgramVitals(
                    ProgramVitals.State.RUNNING,
                    OptionalLong.empty(),
                    0.5,
                    1,
                    List.of("v360"),
                    "scripted",
                    10,
                    1,
                    0,
                    0,
                    0,
                    Duration.ZERO,
                    List.of());
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                taps.values().forEach(Tap::close);
                sink.end();
                ended.complete(null);
            }
        }

        @Override
        public CompletionStage<Void> ended() {
            return ended;
        }
    }
}
