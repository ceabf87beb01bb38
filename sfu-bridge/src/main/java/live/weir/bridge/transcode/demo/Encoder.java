package live.weir.bridge.transcode.demo;

import static live.weir.bridge.transcode.FfmpegFailure.unlessFailed;

import java.util.function.Consumer;
import live.weir.bridge.transcode.whip.WhipTrack;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** A frame goes in, packets come out: what encoders of pictures and of sound have in common. */
final class Encoder implements AutoCloseable {

    private final String name;
    private final AVCodecContext context;
    private final AVPacket packet;

    private Encoder(String name, AVCodecContext context) {
        this.name = name;
        this.context = context;
        this.packet = avcodec.av_packet_alloc();
    }

    /** @param settings said before it opens */
    static Encoder open(String name, Consumer<AVCodecContext> settings) {
        AVCodec codec = avcodec.avcodec_find_encoder_by_name(name);
        if (codec == null || codec.isNull()) {
            throw new IllegalStateException("This FFmpeg has no " + name);
        }
        Encoder encoder = new Encoder(name, avcodec.avcodec_alloc_context3(codec));
        settings.accept(encoder.context);
        // What describes the stream goes to the muxer, which repeats it before each keyframe.
        encoder.context.flags(encoder.context.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
        unlessFailed(name, avcodec.avcodec_open2(encoder.context, codec, (AVDictionary) null));
        return encoder;
    }

    /** To be closed by who asks. */
    WhipTrack track() {
        return WhipTrack.of(context);
    }

    /** @param packets may use a packet only while it is told of it */
    void encode(AVFrame frame, Consumer<AVPacket> packets) {
        unlessFailed(name, avcodec.avcodec_send_frame(context, frame));
        while (true) {
            int result = avcodec.avcodec_receive_packet(context, packet);
            if (result == avutil.AVERROR_EAGAIN()) {
                return;
            }
            unlessFailed(name, result);
            packets.accept(packet);
            avcodec.av_packet_unref(packet);
        }
    }

    @Override
    public void close() {
        avcodec.av_packet_free(packet);
        avcodec.avcodec_free_context(context);
    }
}
