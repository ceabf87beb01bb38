package live.weir.bridge.transcode.worker;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import live.weir.bridge.transcode.ConversionPlan;
import live.weir.bridge.transcode.MovieFault;
import live.weir.bridge.transcode.Rung;
import live.weir.bridge.transcode.wire.Kind;
import live.weir.bridge.transcode.wire.Words;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.IntPointer;
import org.jspecify.annotations.Nullable;

/** A file on its way through: read, decoded, made steady, encoded. As fast as it goes. */
final class MovieConversion implements AutoCloseable {

    private static final long MICROS = TimeUnit.SECONDS.toMicros(1);
    private static final long REPORT = TimeUnit.MILLISECONDS.toNanos(300);
    private static final double FASTEST = 240;
    private static final double MOST_STRETCHED = 20;

    private final MovieFile movie;
    private final Consumer<ByteBuffer> out;
    private final AVPacket packet = avcodec.av_packet_alloc();
    private final MovieTracks tracks;
    private final @Nullable MovieDecoder pictures;
    private final @Nullable MovieDecoder sounds;
    private final @Nullable PictureFilter filter;
    private final SteadyPictures steadyPictures;
    private final SteadySound steadySound;
    private long reached;
    private long reported;

    MovieConversion(MovieFile movie, ConversionPlan plan, Consumer<ByteBuffer> out) {
        this.movie = movie;
        this.out = out;
        AVStream picture = movie.picture();
        AVStream sound = movie.sound();
        this.pictures = picture == null ? null : new MovieDecoder(picture, MovieFile.PICTURE_CODECS);
        this.sounds = sound == null ? null : new MovieDecoder(sound, MovieFile.SOUND_CODECS);
        int turns = picture == null ? 0 : turns(picture);
        PictureFit fit = picture == null ? null : fit(picture, turns, plan.ladder());
        this.filter = fit == null ? null : new PictureFilter(fit, turns);
        int rate = picture == null ? plan.frameRate() : rate(picture, plan.frameRate());
        Timing timing = Timing.of(rate, plan.part(), plan.keyframes());
        this.tracks = new MovieTracks(plan, fit == null ? List.of() : fit.ladder(), sound != null, timing, out);
        long longest = TimeUnit.MILLISECONDS.toMicros(plan.longest().toMillis());
        this.steadyPictures = new SteadyPictures(rate, longest, tracks::picture);
        this.steadySound = new SteadySound(longest, tracks::sound);
    }

    private static PictureFit fit(AVStream stream, int turns, List<Rung> ladder) {
        int width = stream.codecpar().width();
        int height = stream.codecpar().height();
        AVRational pixel = stream.codecpar().sample_aspect_ratio();
        double shape = pixel.num() > 0 && pixel.den() > 0 ? pixel.num() / (double) pixel.den() : 1;
        if (shape > MOST_STRETCHED || shape < 1 / MOST_STRETCHED) {
            shape = 1;
        }
        return turns % 2 == 0
                ? PictureFit.of(ladder, width, height, shape)
                : PictureFit.of(ladder, height, width, 1 / shape);
    }

    /** How many quarters, clockwise, make it upright: cameras write down how they were held. */
    private static int turns(AVStream stream) {
        AVPacketSideData data = avcodec.av_packet_side_data_get(
                stream.codecpar().coded_side_data(),
                stream.codecpar().nb_coded_side_data(),
                avcodec.AV_PKT_DATA_DISPLAYMATRIX);
        if (data == null || data.isNull() || data.size() < 36) {
            return 0;
        }
        double counterclockwise = avutil.av_display_rotation_get(new IntPointer(data.data()));
        return Double.isNaN(counterclockwise) ? 0 : (int) Math.floorMod(Math.round(-counterclockwise / 90), 4L);
    }

    /** The file's own, to whole pictures a second; of more than there may be, a half or a quarter. */
    private static int rate(AVStream stream, int most) {
        AVRational average = stream.avg_frame_rate();
        double rate = average.num() > 0 && average.den() > 0 ? average.num() / (double) average.den() : most;
        if (rate > FASTEST) {
            return most;
        }
        while (Math.round(rate) > most) {
            rate /= 2;
        }
        return Math.max(5, (int) Math.round(rate));
    }

    void run() {
        out.accept(tracks.format());
        report();
        while (movie.read(packet)) {
            int stream = packet.stream_index();
            if (pictures != null && stream == pictures.stream().index()) {
                pictures.decode(packet, this::picture);
            } else if (sounds != null && stream == sounds.stream().index()) {
                sounds.decode(packet, this::sound);
            }
            avcodec.av_packet_unref(packet);
            reportNowAndThen();
        }
        finish();
    }

    private void picture(AVFrame frame) {
        MovieDecoder from = pictures;
        PictureFilter through = filter;
        if (from == null || through == null) {
            return;
        }
        AVFrame fitted = through.fit(frame);
        if (fitted != null) {
            steadyPictures.add(fitted, time(frame, from.stream(), steadyPictures.end()));
        }
    }

    private void sound(AVFrame frame) {
        MovieDecoder from = sounds;
        if (from != null) {
            steadySound.add(frame, time(frame, from.stream(), steadySound.end()));
        }
    }

    /** One without a time follows the one before it. */
    private long time(AVFrame frame, AVStream stream, long otherwise) {
        long told = frame.best_effort_timestamp();
        long micros = told == avutil.AV_NOPTS_VALUE ? otherwise : movie.micros(told, stream);
        reached = Math.max(reached, micros);
        return micros;
    }

    private void finish() {
        if (pictures != null) {
            pictures.decode(null, this::picture);
        }
        if (sounds != null) {
            sounds.decode(null, this::sound);
        }
        requireSomething();
        long end = Math.max(steadyPictures.end(), steadySound.end());
        if (sounds != null) {
            steadySound.finish(end);
        }
        tracks.finish(steadyPictures.finish(end));
    }

    /** A track without a single frame would be no track. */
    private void requireSomething() {
        boolean noSound = sounds == null || sounds.frames() == 0;
        if (pictures == null ? noSound : pictures.frames() == 0) {
            long damaged = (pictures == null ? 0 : pictures.damaged()) + (sounds == null ? 0 : sounds.damaged());
            throw new MovieRefused(
                    damaged > 0 ? MovieFault.DAMAGED : MovieFault.EMPTY,
                    "Nothing could be decoded; damaged: " + damaged);
        }
    }

    private void reportNowAndThen() {
        if (System.nanoTime() - reported > REPORT) {
            report();
        }
    }

    private void report() {
        reported = System.nanoTime();
        long whole = movie.durationMicros();
        double share = whole > 0 ? reached / (double) whole : movie.share();
        out.accept(Words.of(Kind.PROGRESS)
                .u16((int) Math.round(1000 * Math.max(0, Math.min(1, share))))
                .i64(whole * 1000 / MICROS)
                .frame());
    }

    @Override
    public void close() {
        tracks.close();
        steadyPictures.close();
        steadySound.close();
        if (filter != null) {
            filter.close();
        }
        if (pictures != null) {
            pictures.close();
        }
        if (sounds != null) {
            sounds.close();
        }
        avcodec.av_packet_free(packet);
    }
}
