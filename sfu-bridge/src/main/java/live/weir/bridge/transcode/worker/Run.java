package live.weir.bridge.transcode.worker;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import live.weir.bridge.transcode.ProgramSettings;
import live.weir.bridge.transcode.Rung;
import live.weir.bridge.transcode.wire.FormatWords;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Encoders that stay open from one discontinuity to the next. Rungs are encoded beside each other. */
final class Run implements AutoCloseable {

    private final List<RungTrack> rungs = new ArrayList<>();
    private final SoundTrack sound;
    private final ExecutorService encoding;
    private final List<Future<?>> busy = new ArrayList<>();

    Run(
            ProgramSettings settings,
            List<Rung> ladder,
            EncoderKind kind,
            Timing timing,
            ExecutorService encoding,
            Consumer<ByteBuffer> out) {
        this.encoding = encoding;
        for (Rung rung : ladder) {
            rungs.add(new RungTrack(rungs.size(), rung, kind, timing, out));
        }
        this.sound = new SoundTrack(
                ladder.size(), settings.audioBitrate(), settings.part().toMillis(), out);
    }

    FormatWords.Format format(long originMicros) {
        List<FormatWords.Track> tracks = new ArrayList<>();
        rungs.forEach(rung -> tracks.add(rung.format()));
        tracks.add(sound.format());
        return new FormatWords.Format(originMicros, tracks);
    }

    /** @param number of the picture since the run's start */
    void picture(AVFrame canvas, long number) {
        for (RungTrack rung : rungs.subList(1, rungs.size())) {
            busy.add(encoding.submit(() -> rung.encode(canvas, number)));
        }
        try {
            rungs.get(0).encode(canvas, number);
        } finally {
            finish();
        }
    }

    private void finish() {
        try {
            for (Future<?> one : busy) {
                one.get();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("A rung failed", failure.getCause());
        } finally {
            busy.clear();
        }
    }

    /** A chunk is complete when its last picture is: nobody waits for the one after it. */
    void endChunks(long number) {
        rungs.forEach(rung -> rung.endChunk(number));
    }

    void sound(long block, float[] left, float[] right) {
        sound.encode(block, left, right);
    }

    @Override
    public void close() {
        rungs.forEach(RungTrack::close);
        sound.close();
    }
}
