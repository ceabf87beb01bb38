package live.weir.bridge.transcode.program;

import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import live.weir.bridge.program.ProgramTrack;
import live.weir.bridge.transcode.demo.ClockStrip;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;

/** A track of a run as FFmpeg reads and decodes it: header and chunks behind each other are a file. */
final class Viewing {

    final List<Sight> sights = new ArrayList<>();
    /** When a silence ended, in microseconds of the run. */
    final List<Long> onsets = new ArrayList<>();

    final List<Long> times = new ArrayList<>();
    float loudest;
    private long silent = 1_000_000;

    /** @param clock the time in the picture, if it can be read */
    record Sight(long micros, boolean keyframe, OptionalLong clock, int width, int height, List<Integer> brightness) {}

    private Viewing() {}

    static Viewing of(Audience.Run run, int track) throws IOException {
        ProgramTrack format = run.format().tracks().get(track);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ByteBufUtil.getBytes(format.initialisation()));
        run.of(track).forEach(piece -> bytes.writeBytes(piece.bytes()));
        Path file = Files.createTempFile(Path.of("target"), "viewing", ".mp4");
        try {
            Files.write(file, bytes.toByteArray());
            Viewing viewing = new Viewing();
            viewing.read(file);
            return viewing;
        } finally {
            Files.delete(file);
        }
    }

    private void read(Path file) {
        AVFormatContext input = new AVFormatContext(null);
        check(avformat.avformat_open_input(input, file.toString(), (AVInputFormat) null, (AVDictionary) null));
        AVStream stream = input.streams(0);
        AVCodecContext decoder = avcodec.avcodec_alloc_context3(
                avcodec.avcodec_find_decoder(stream.codecpar().codec_id()));
        check(avcodec.avcodec_parameters_to_context(decoder, stream.codecpar()));
        decoder.thread_count(1);
        check(avcodec.avcodec_open2(decoder, null, (AVDictionary) null));
        AVPacket packet = avcodec.av_packet_alloc();
        AVFrame frame = avutil.av_frame_alloc();
        while (avformat.av_read_frame(input, packet) >= 0) {
            times.add(micros(packet.pts(), stream));
            check(avcodec.avcodec_send_packet(decoder, packet));
            avcodec.av_packet_unref(packet);
            drain(decoder, frame, stream);
        }
        avcodec.avcodec_send_packet(decoder, null);
        drain(decoder, frame, stream);
        avcodec.av_packet_free(packet);
        avutil.av_frame_free(frame);
        avcodec.avcodec_free_context(decoder);
        avformat.avformat_close_input(input);
    }

    private void drain(AVCodecContext decoder, AVFrame frame, AVStream stream) {
        while (avcodec.avcodec_receive_frame(decoder, frame) >= 0) {
            long micros = micros(frame.pts(), stream);
            if (frame.width() > 0) {
                see(frame, micros);
            } else {
                hear(frame, micros);
            }
            avutil.av_frame_unref(frame);
        }
    }

    private static long micros(long pts, AVStream stream) {
        return avutil.av_rescale_q(pts, stream.time_base(), avutil.av_make_q(1, 1_000_000));
    }

    private void see(AVFrame frame, long micros) {
        int stride = frame.linesize(0);
        int width = frame.width();
        int height = frame.height();
        ByteBuffer luma =
                new BytePointer(frame.data(0)).capacity((long) stride * height).asBuffer();
        // The middles of a grid of 4 × 4, row by row.
        List<Integer> brightness = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            int x = (2 * (i % 4) + 1) * width / 8;
            int y = (2 * (i / 4) + 1) * height / 8;
            brightness.add(luma.get(y * stride + x) & 0xff);
        }
        sights.add(new Sight(
                micros,
                (frame.flags() & AVFrame.AV_FRAME_FLAG_KEY) != 0,
                ClockStrip.read(width, height, (x, y) -> luma.get(y * stride + x) & 0xff),
                width,
                height,
                brightness));
    }

    private void hear(AVFrame frame, long micros) {
        FloatBuffer samples =
                new FloatPointer(frame.data(0)).capacity(frame.nb_samples()).asBuffer();
        for (int i = 0; i < frame.nb_samples(); i++) {
            float value = Math.abs(samples.get(i));
            loudest = Math.max(loudest, value);
            if (value < 0.012) {
                silent++;
            } else {
                if (silent > 9_600) {
                    onsets.add(micros + i * 1_000_000L / 48_000);
                }
                silent = 0;
            }
        }
    }

    private static void check(int result) {
        if (result < 0) {
            throw new IllegalStateException("FFmpeg: " + result);
        }
    }
}
