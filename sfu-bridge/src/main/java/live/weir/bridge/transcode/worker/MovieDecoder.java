package live.weir.bridge.transcode.worker;

import java.util.function.Consumer;
import live.weir.bridge.transcode.FfmpegFailure;
import live.weir.bridge.transcode.MovieFault;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** A stream's packets in, frames out. What is damaged is left out and counted. */
final class MovieDecoder implements AutoCloseable {

    private static final int THREADS = 2;
    private static final long MOST_PIXELS = 4096L * 4096;

    private final AVStream stream;
    private final AVCodecContext context;
    private final AVFrame frame = avutil.av_frame_alloc();
    private long frames;
    private long damaged;

    /** @param names of the decoders that may be used */
    MovieDecoder(AVStream stream, String names) {
        this.stream = stream;
        AVCodec codec = find(stream.codecpar().codec_id(), names);
        this.context = avcodec.avcodec_alloc_context3(codec);
        FfmpegFailure.unlessFailed("A decoder", avcodec.avcodec_parameters_to_context(context, stream.codecpar()));
        context.pkt_timebase(stream.time_base());
        context.max_pixels(MOST_PIXELS);
        context.thread_count(THREADS);
        if (avcodec.avcodec_open2(context, codec, (AVDictionary) null) < 0) {
            avcodec.avcodec_free_context(context);
            throw new MovieRefused(MovieFault.DAMAGED, codec.name().getString() + " does not open");
        }
    }

    private static AVCodec find(int id, String names) {
        for (String name : names.split(",", -1)) {
            AVCodec codec = avcodec.avcodec_find_decoder_by_name(name);
            if (codec != null && !codec.isNull() && codec.id() == id) {
                return codec;
            }
        }
        throw new MovieRefused(
                MovieFault.UNKNOWN_CODEC, avcodec.avcodec_get_name(id).getString() + " is not read");
    }

    AVStream stream() {
        return stream;
    }

    AVCodecContext context() {
        return context;
    }

    long frames() {
        return frames;
    }

    long damaged() {
        return damaged;
    }

    /** @param packet null at the end, for what is still inside */
    void decode(@Nullable AVPacket packet, Consumer<AVFrame> taker) {
        if (avcodec.avcodec_send_packet(context, packet) < 0 && packet != null) {
            damaged++;
        }
        while (avcodec.avcodec_receive_frame(context, frame) >= 0) {
            frames++;
            try {
                taker.accept(frame);
            } finally {
                avutil.av_frame_unref(frame);
            }
        }
    }

    @Override
    public void close() {
        avutil.av_frame_free(frame);
        avcodec.avcodec_free_context(context);
    }
}
