package live.weir.bridge.transcode.worker;

import java.nio.ByteBuffer;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import live.weir.bridge.transcode.ConversionPlan;
import live.weir.bridge.transcode.Rung;
import live.weir.bridge.transcode.wire.FormatWords;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** What a file is made: its rungs, its sound, its still pictures, as many of them as it has. */
final class MovieTracks implements AutoCloseable {

    private final ConversionPlan plan;
    private final Timing timing;
    private final Consumer<ByteBuffer> out;
    private final List<RungTrack> rungs = new ArrayList<>();
    private final @Nullable SoundTrack sound;
    private final @Nullable Photographer photographer;
    private final ExecutorService encoding;
    private final long picturesApart;

    MovieTracks(ConversionPlan plan, List<Rung> ladder, boolean hasSound, Timing timing, Consumer<ByteBuffer> out) {
        this.plan = plan;
        this.timing = timing;
        this.out = out;
        EncoderKind kind = ladder.isEmpty() ? EncoderKind.OPENH264 : EncoderKind.best();
        for (Rung rung : ladder) {
            rungs.add(new RungTrack(rungs.size(), rung, kind, timing, out));
        }
        this.sound = hasSound
                ? new SoundTrack(rungs.size(), plan.audioBitrate(), plan.part().toMillis(), out)
                : null;
        this.picturesApart = plan.pictures().toMillis() * timing.frameRate() / 1000;
        this.photographer = ladder.isEmpty() || picturesApart == 0 ? null : new Photographer(ladder.get(0));
        this.encoding = Executors.newFixedThreadPool(Math.max(1, ladder.size() - 1), task -> {
            Thread thread = new Thread(task, "rung");
            thread.setDaemon(true);
            return thread;
        });
    }

    ByteBuffer format() {
        List<FormatWords.Track> tracks = new ArrayList<>();
        rungs.forEach(rung -> tracks.add(rung.format()));
        if (sound != null) {
            tracks.add(sound.format());
        }
        return FormatWords.of(
                new FormatWords.Format(ChronoUnit.MICROS.between(java.time.Instant.EPOCH, plan.origin()), tracks));
    }

    void picture(AVFrame canvas, long number) {
        if (photographer != null && number % picturesApart == 0) {
            photographer.take(canvas, number, out);
        }
        List<Future<?>> busy = new ArrayList<>();
        for (RungTrack rung : rungs.subList(1, rungs.size())) {
            busy.add(encoding.submit(() -> rung.encode(canvas, number)));
        }
        try {
            rungs.get(0).encode(canvas, number);
        } finally {
            await(busy);
        }
        if (timing.beginsPart(number + 1)) {
            rungs.forEach(rung -> rung.endChunk(number + 1));
        }
    }

    private static void await(List<Future<?>> busy) {
        try {
            for (Future<?> one : busy) {
                one.get();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("A rung failed", failure.getCause());
        }
    }

    void sound(long block, float[] left, float[] right) {
        if (sound != null) {
            sound.encode(block, left, right);
        }
    }

    /** @param pictures how many there were */
    void finish(long pictures) {
        rungs.forEach(rung -> rung.endChunk(pictures));
        if (sound != null) {
            sound.endChunk();
        }
    }

    @Override
    public void close() {
        encoding.shutdownNow();
        rungs.forEach(RungTrack::close);
        if (sound != null) {
            sound.close();
        }
        if (photographer != null) {
            photographer.close();
        }
    }
}
