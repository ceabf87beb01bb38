package live.weir.bridge.transcode.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import live.weir.bridge.transcode.MovieFault;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** What somebody says is a video: opened, and looked at before it is believed. */
final class MovieFile implements AutoCloseable {

    static final String PICTURE_CODECS =
            "h264,hevc,vp8,vp9,libdav1d,libaom-av1,mpeg4,mpeg2video,mpeg1video,mjpeg,prores,dnxhd,ffv1";
    static final String SOUND_CODECS = "aac,mp3float,mp3,opus,libopus,vorbis,ac3,eac3,flac,alac,mp2float,mp2,"
            + "pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,pcm_f32le,pcm_f32be,pcm_u8,pcm_s8,"
            + "pcm_alaw,pcm_mulaw";

    /** Of containers that hold all they need; none of them is a list of other files. */
    private static final String FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mpegts";

    private static final int MOST_STREAMS = 32;
    private static final long PROBED_BYTES = 16L << 20;
    private static final long PROBED_MICROS = 5_000_000;
    private static final int MICROS = 1_000_000;
    private static final AVRational IN_MICROS = avutil.av_make_q(1, MICROS);
    private static final long LONGEST_SIDE = 4096;
    private static final long MOST_PIXELS = 4096L * 2304;
    private static final int SHORTEST_SIDE = 16;
    /** A still slide without sound takes more than that. */
    private static final long LEAST_BYTES_OF_A_SECOND = 150;

    /** Even a file that only repeats itself may last so long. */
    private static final long ALWAYS_PLAUSIBLE = TimeUnit.MINUTES.toMicros(1);

    private final FileInput input;
    private final AVFormatContext context;
    private final @Nullable AVStream picture;
    private final @Nullable AVStream sound;

    private MovieFile(FileInput input, AVFormatContext context) {
        this.input = input;
        this.context = context;
        this.picture = best(context, avutil.AVMEDIA_TYPE_VIDEO);
        this.sound = best(context, avutil.AVMEDIA_TYPE_AUDIO);
    }

    /** @throws MovieRefused if it is not to be believed, or not to be read */
    static MovieFile open(Path file, Duration longest) throws IOException {
        FileInput input = new FileInput(file);
        AVFormatContext context = avformat.avformat_alloc_context();
        context.pb(input.context());
        context.flags(context.flags() | AVFormatContext.AVFMT_FLAG_CUSTOM_IO);
        context.max_streams(MOST_STREAMS);
        context.probesize(PROBED_BYTES);
        context.max_analyze_duration(PROBED_MICROS);
        set(context, "format_whitelist", FORMATS);
        set(context, "protocol_whitelist", "none");
        set(context, "codec_whitelist", PICTURE_CODECS + "," + SOUND_CODECS);
        int opened = avformat.avformat_open_input(context, (String) null, (AVInputFormat) null, (AVDictionary) null);
        if (opened < 0) {
            input.close();
            throw new MovieRefused(
                    opened == avutil.AVERROR_INVALIDDATA || opened == avutil.AVERROR_EINVAL()
                            ? MovieFault.NOT_A_VIDEO
                            : MovieFault.DAMAGED,
                    "It cannot be opened: " + opened);
        }
        avformat.avformat_find_stream_info(context, (AVDictionary) null); // what it does not find, nobody needs
        MovieFile movie = new MovieFile(input, context);
        try {
            movie.examine(longest);
            return movie;
        } catch (RuntimeException refused) {
            movie.close();
            throw refused;
        }
    }

    private static void set(AVFormatContext context, String option, String value) {
        avutil.av_opt_set(context, option, value, 0);
    }

    private static @Nullable AVStream best(AVFormatContext context, int kind) {
        int index = avformat.av_find_best_stream(context, kind, -1, -1, (AVCodec) null, 0);
        if (index < 0) {
            return null;
        }
        AVStream stream = context.streams(index);
        return (stream.disposition() & avformat.AV_DISPOSITION_ATTACHED_PIC) != 0 ? null : stream;
    }

    private void examine(Duration longest) {
        if (context.nb_streams() >= MOST_STREAMS) {
            throw new MovieRefused(MovieFault.TOO_MANY_TRACKS, context.nb_streams() + " streams");
        }
        for (int i = 0; i < context.nb_streams(); i++) {
            context.streams(i).discard(avcodec.AVDISCARD_ALL);
        }
        if (picture == null && sound == null) {
            throw new MovieRefused(MovieFault.EMPTY, "It has neither pictures nor sound");
        }
        if (picture != null) {
            picture.discard(avcodec.AVDISCARD_DEFAULT);
            requireSane(picture.codecpar());
        }
        if (sound != null) {
            sound.discard(avcodec.AVDISCARD_DEFAULT);
        }
        long micros = durationMicros();
        if (micros > TimeUnit.MILLISECONDS.toMicros(longest.toMillis())) {
            throw new MovieRefused(MovieFault.TOO_LONG, "It says it lasts " + micros / MICROS + " s");
        }
        if (micros > ALWAYS_PLAUSIBLE && input.size() / (micros / MICROS) < LEAST_BYTES_OF_A_SECOND) {
            throw new MovieRefused(
                    MovieFault.NOT_PLAUSIBLE, input.size() + " bytes cannot last " + micros / MICROS + " s");
        }
    }

    private static void requireSane(AVCodecParameters picture) {
        requireSane(picture.width(), picture.height());
    }

    /** Pictures change their size at will, so each is looked at. */
    static void requireSane(int width, int height) {
        if (width > LONGEST_SIDE || height > LONGEST_SIDE || (long) width * height > MOST_PIXELS) {
            throw new MovieRefused(MovieFault.TOO_LARGE, width + " × " + height);
        }
        if (width < SHORTEST_SIDE || height < SHORTEST_SIDE) {
            throw new MovieRefused(MovieFault.DAMAGED, "Pictures of " + width + " × " + height);
        }
    }

    @Nullable
    AVStream picture() {
        return picture;
    }

    @Nullable
    AVStream sound() {
        return sound;
    }

    /** As it says of itself; 0 if it does not. */
    long durationMicros() {
        return Math.max(0, context.duration());
    }

    double share() {
        return input.share();
    }

    /** False at its end, or where it can be read no further. */
    boolean read(AVPacket packet) {
        return avformat.av_read_frame(context, packet) >= 0;
    }

    /** Since the file's beginning. */
    long micros(long units, AVStream stream) {
        long start = context.start_time() == avutil.AV_NOPTS_VALUE ? 0 : context.start_time();
        return avutil.av_rescale_q(units, stream.time_base(), IN_MICROS) - start;
    }

    @Override
    public void close() {
        avformat.avformat_close_input(context);
        try {
            input.close();
        } catch (IOException wasOnlyRead) {
            // nothing is lost by it
        }
    }
}
