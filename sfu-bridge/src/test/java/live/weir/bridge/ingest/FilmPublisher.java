package live.weir.bridge.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * An encoder by other hands than ours: FFmpeg's client for RTMP, or for SRT (which is libsrt's), which publishes a film of three seconds again and again, at its own pace.
 * {@code plain.flv} is H.264 (High) without B-frames, {@code b-frames.flv} has them, as OBS sends them when nobody tells it not to; both
 * have a keyframe each second at least, and AAC of 44.1 kHz.
 */
public final class FilmPublisher implements AutoCloseable {

    static {
        System.setProperty(
                "org.bytedeco.javacpp.cachedir",
                Path.of("target/natives").toAbsolutePath().toString());
    }

    private final String url;
    private final String form;
    private final Map<String, String> options;
    private final Path file;
    private final Thread thread = new Thread(this::run, "test-encoder");
    private volatile boolean closed;
    private volatile @Nullable String failure;
    private final AtomicLong sent = new AtomicLong();

    private FilmPublisher(String url, String form, Map<String, String> options, Path file) {
        this.url = url;
        this.form = form;
        this.options = options;
        this.file = file;
    }

    /** @param film {@code plain.flv} or {@code b-frames.flv} */
    public static FilmPublisher rtmp(String url, String film) {
        return start(new FilmPublisher(url, "flv", Map.of(), file(film)));
    }

    /** @param film {@code plain.flv} or {@code b-frames.flv}, which goes as MPEG-TS */
    public static FilmPublisher srt(int port, String streamId, Duration latency, String film) {
        return srt(port, Map.of("streamid", streamId, "latency", String.valueOf(latency.toNanos() / 1000)), film);
    }

    /** @param options as FFmpeg's protocol knows them */
    public static FilmPublisher srt(int port, Map<String, String> options, String film) {
        return start(new FilmPublisher("srt://127.0.0.1:" + port, "mpegts", options, file(film)));
    }

    private static FilmPublisher start(FilmPublisher publisher) {
        publisher.thread.setDaemon(true);
        publisher.thread.start();
        return publisher;
    }

    private static Path file(String film) {
        try (InputStream bytes = Objects.requireNonNull(FilmPublisher.class.getResourceAsStream(film))) {
            Path file = Files.createTempFile("weir-film", ".flv");
            Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What FFmpeg said when it gave up; empty while it has not. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Packets so far. */
    public long sent() {
        return sent.get();
    }

    private void run() {
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
        AVFormatContext out = new AVFormatContext(null);
        AVIOContext io = new AVIOContext(null);
        try {
            check(avformat.avformat_alloc_output_context2(out, (AVOutputFormat) null, form, url));
            describe(out);
            open(io);
            out.pb(io);
            check(avformat.avformat_write_header(out, (AVDictionary) null));
            long start = System.nanoTime();
            for (long offset = 0; !closed; offset += 3000) {
                play(out, start, offset);
            }
            avformat.av_write_trailer(out);
            avformat.avio_closep(io);
        } catch (IllegalStateException failed) {
            failure = String.valueOf(failed.getMessage());
            if (!io.isNull()) {
                avformat.avio_closep(io);
            }
        }
        out.pb(null);
        avformat.avformat_free_context(out);
    }

    private void open(AVIOContext io) {
        AVDictionary said = new AVDictionary(null);
        options.forEach((name, value) -> avutil.av_dict_set(said, name, value, 0));
        try {
            check(avformat.avio_open2(io, url, avformat.AVIO_FLAG_WRITE, null, said));
        } finally {
            avutil.av_dict_free(said);
        }
    }

    private AVFormatContext film() {
        AVFormatContext in = new AVFormatContext(null);
        check(avformat.avformat_open_input(in, file.toString(), (AVInputFormat) null, (AVDictionary) null));
        check(avformat.avformat_find_stream_info(in, (AVDictionary) null));
        return in;
    }

    private void describe(AVFormatContext out) {
        AVFormatContext in = film();
        for (int i = 0; i < in.nb_streams(); i++) {
            AVStream stream = avformat.avformat_new_stream(out, null);
            check(avcodec.avcodec_parameters_copy(
                    stream.codecpar(), in.streams(i).codecpar()));
            stream.codecpar().codec_tag(0);
            stream.time_base(in.streams(i).time_base());
        }
        avformat.avformat_close_input(in);
    }

    /** Times of FLV are milliseconds. */
    private void play(AVFormatContext out, long start, long offset) {
        AVFormatContext in = film();
        AVPacket packet = avcodec.av_packet_alloc();
        try {
            while (!closed && avformat.av_read_frame(in, packet) >= 0) {
                packet.dts(packet.dts() + offset);
                packet.pts(packet.pts() + offset);
                await(start + TimeUnit.MILLISECONDS.toNanos(packet.dts()));
                int stream = packet.stream_index();
                avcodec.av_packet_rescale_ts(
                        packet,
                        in.streams(stream).time_base(),
                        out.streams(stream).time_base());
                check(avformat.av_write_frame(out, packet));
                avcodec.av_packet_unref(packet);
                sent.incrementAndGet();
            }
        } finally {
            avcodec.av_packet_free(packet);
            avformat.avformat_close_input(in);
        }
    }

    private void await(long due) {
        for (long left = due - System.nanoTime(); left > 0 && !closed; left = due - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(20)));
        }
    }

    private static void check(int result) {
        if (result < 0) {
            byte[] text = new byte[128];
            avutil.av_strerror(result, text, text.length);
            throw new IllegalStateException(new String(text, java.nio.charset.StandardCharsets.UTF_8).trim());
        }
    }

    /** Says goodbye. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(5000);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
