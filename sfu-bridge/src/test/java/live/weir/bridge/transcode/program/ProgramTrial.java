package live.weir.bridge.transcode.program;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import live.weir.bridge.program.Scene;
import live.weir.bridge.program.SceneLayout;
import live.weir.bridge.transcode.MakerSettings;
import live.weir.bridge.transcode.ProgramMaker;
import live.weir.bridge.transcode.ProgramSettings;
import live.weir.bridge.transcode.ProgramVitals;
import live.weir.bridge.transcode.Rung;
import live.weir.bridge.transcode.RunningProgram;
import live.weir.bridge.transcode.Slate;

/** Makes a program for a while and tells its figures. */
public final class ProgramTrial {

    private static final Path NATIVES = Path.of("target/natives").toAbsolutePath();

    private ProgramTrial() {}

    /** Prints a line. */
    public static void run(String name, List<Rung> ladder, int seconds) throws Exception {
        System.setProperty("org.bytedeco.javacpp.cachedir", NATIVES.toString());
        Audience audience = new Audience();
        ProgramSettings settings = ProgramSettings.of("bench", ladder, Slate.titled("River"));
        try (ProgramMaker maker = FfmpegProgramMaker.open(new MakerSettings(NATIVES, 100, false));
                Actor actor = Actor.start("VP8", 1280, 720)) {
            long start = System.nanoTime();
            RunningProgram program = maker.start(settings, audience, audience);
            program.attach("a", actor.tap());
            program.show(
                    new Scene(SceneLayout.GRID, List.of(new Scene.Shown("a", "Ann", false, false)), Optional.empty()));
            while (audience.chunks() < 1) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            Duration first = Duration.ofNanos(System.nanoTime() - start);
            TimeUnit.SECONDS.sleep(3);
            tell(name, program, first, seconds);
        }
    }

    private static void tell(String name, RunningProgram program, Duration first, int seconds) throws Exception {
        ProgramVitals before = program.vitals();
        double used = cpu(before.pid().orElseThrow());
        long delay = 0;
        for (int second = 0; second < seconds; second++) {
            TimeUnit.SECONDS.sleep(1);
            delay = Math.max(delay, program.vitals().delay().toMillis());
        }
        ProgramVitals after = program.vitals();
        double cores = (cpu(after.pid().orElseThrow()) - used) / seconds;
        System.out.printf(
                Locale.ROOT,
                "%-12s %s: %.2f cores (%.1f times real time a core), %d MB resident, first chunk after %d ms,"
                        + " delay at most %d ms, %d of %d chunks late, %d pictures left out%n",
                name,
                after.encoder(),
                cores,
                1 / cores,
                after.residentBytes() >> 20,
                first.toMillis(),
                delay,
                after.lateChunks() - before.lateChunks(),
                after.chunks() - before.chunks(),
                after.skippedFrames() - before.skippedFrames());
    }

    private static double cpu(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(child -> child.info().totalCpuDuration())
                .map(used -> used.toMillis() / 1000.0)
                .orElse(0.0);
    }
}
