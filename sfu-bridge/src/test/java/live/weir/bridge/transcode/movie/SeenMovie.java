package live.weir.bridge.transcode.movie;

import static live.weir.bridge.transcode.FfmpegFailure.unlessFailed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
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
import org.bytedeco.javacpp.FloatPointer;

/** A file as a player sees and hears it. Times are in seconds. */
public final class SeenMovie {

    private int width;
    private int height;
    private int sounds;
    private double brightAt = -1;
    private double loudAt = -1;
    private double soundEnd;
    private int topLeft;
    private int bottomLeft;
    private final List<Double> pictures = new ArrayList<>();
    private boolean monotonic = true;

    public static SeenMovie of(Path file) {
        SeenMovie seen = new SeenMovie();
        AVFormatContext input = new AVFormatContext(null);
        unlessFailed(
                "The file",
                avformat.avformat_open_input(input, file.toString(), (AVInputFormat) null, (AVDictionary) null));
        unlessFailed("The file", avformat.avformat_find_stream_info(input, (AVDictionary) null));
        List<AVCodecContext> decoders = new ArrayList<>();
        long[] newest = new long[input.nb_streams()];
        for (int i = 0; i < input.nb_streams(); i++) {
            newest[i] = Long.MIN_VALUE;
            AVStream stream = input.streams(i);
            AVCodec codec = avcodec.avcodec_find_decoder(stream.codecpar().codec_id());
            AVCodecContext decoder = avcodec.avcodec_alloc_context3(codec);
            unlessFailed("A decoder", avcodec.avcodec_parameters_to_context(decoder, stream.codecpar()));
            unlessFailed("A decoder", avcodec.avcodec_open2(decoder, codec, (AVDictionary) null));
            decoders.add(decoder);
        }
        AVPacket packet = avcodec.av_packet_alloc();
        AVFrame frame = avutil.av_frame_alloc();
        while (avformat.av_read_frame(input, packet) >= 0) {
            int index = packet.stream_index();
            seen.monotonic &= packet.dts() > newest[index];
            newest[index] = packet.dts();
            AVCodecContext decoder = decoders.get(index);
            unlessFailed("A packet", avcodec.avcodec_send_packet(decoder, packet));
            avcodec.av_packet_unref(packet);
            while (avcodec.avcodec_receive_frame(decoder, frame) >= 0) {
                seen.look(frame, input.streams(index));
                avutil.av_frame_unref(frame);
            }
        }
        avutil.av_frame_free(frame);
        avcodec.av_packet_free(packet);
        decoders.forEach(avcodec::avcodec_free_context);
        avformat.avformat_close_input(input);
        return seen;
    }

    private void look(AVFrame frame, AVStream stream) {
        double at = frame.pts()
                * stream.time_base().num()
                / (double) stream.time_base().den();
        if (frame.width() > 0) {
            width = frame.width();
            height = frame.height();
            pictures.add(at);
            int light = luma(frame, 0.9, 0.9);
            if (light > 120 && brightAt < 0) {
                brightAt = at;
            }
            topLeft = luma(frame, 0.1, 0.1);
            bottomLeft = luma(frame, 0.1, 0.9);
            return;
        }
        sounds++;
        float[] samples = new float[frame.nb_samples()];
        new FloatPointer(frame.data(0)).get(samples);
        soundEnd = at + samples.length / (double) frame.sample_rate();
        for (int i = 0; i < samples.length && loudAt < 0; i++) {
            if (Math.abs(samples[i]) > 0.1) {
                loudAt = at + i / (double) frame.sample_rate();
            }
        }
    }

    private static int luma(AVFrame frame, double x, double y) {
        int row = (int) (frame.height() * y);
        int column = (int) (frame.width() * x);
        long place = (long) row * frame.linesize(0) + column;
        return frame.data(0).get(place) & 0xff;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public List<Double> pictures() {
        return pictures;
    }

    public boolean hasSound() {
        return sounds > 0;
    }

    public double soundEnd() {
        return soundEnd;
    }

    public double brightAt() {
        return brightAt;
    }

    public double loudAt() {
        return loudAt;
    }

    /** Of the last picture: the light near its upper left corner, and near its lower left one. */
    public int topLeft() {
        return topLeft;
    }

    public int bottomLeft() {
        return bottomLeft;
    }

    public boolean isMonotonic() {
        return monotonic;
    }
}
