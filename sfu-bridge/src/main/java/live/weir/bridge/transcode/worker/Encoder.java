package live.weir.bridge.transcode.worker;

import static live.weir.bridge.transcode.FfmpegFailure.unlessFailed;

import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/** A frame goes in, packets come out. One thread at a time. */
public final class Encoder implements AutoCloseable {

    private final String name;
    private final AVCodecContext context;
    private final AVPacket packet = avcodec.av_packet_alloc();
    private byte[] bytes = new byte[32 * 1024];

    /** Takes a packet; the array is the encoder's. */
    @FunctionalInterface
    public interface Packets {
        void packet(byte[] bytes, int length, long time, boolean keyframe);
    }

    private Encoder(String name, AVCodecContext context) {
        this.name = name;
        this.context = context;
    }

    /** @param settings said before it opens */
    public static Encoder open(String name, boolean headerApart, Consumer<AVCodecContext> settings) {
        AVCodec codec = avcodec.avcodec_find_encoder_by_name(name);
        if (codec == null || codec.isNull()) {
            throw new IllegalStateException("This FFmpeg has no " + name);
        }
        AVCodecContext context = avcodec.avcodec_alloc_context3(codec);
        Encoder encoder = new Encoder(name, context);
        try {
            settings.accept(context);
            if (headerApart) {
                context.flags(context.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
            }
            unlessFailed(name, avcodec.avcodec_open2(context, codec, (AVDictionary) null));
            return encoder;
        } catch (RuntimeException failure) {
            encoder.close();
            throw failure;
        }
    }

    public AVCodecContext context() {
        return context;
    }

    byte[] extradata() {
        byte[] data = new byte[context.extradata_size()];
        new BytePointer(context.extradata()).get(data);
        return data;
    }

    public void encode(AVFrame frame, Packets packets) {
        unlessFailed(name, avcodec.avcodec_send_frame(context, frame));
        while (true) {
            int result = avcodec.avcodec_receive_packet(context, packet);
            if (result == avutil.AVERROR_EAGAIN()) {
                return;
            }
            unlessFailed(name, result);
            int size = packet.size();
            if (size > bytes.length) {
                bytes = new byte[Math.max(size, 2 * bytes.length)];
            }
            packet.data().get(bytes, 0, size);
            packets.packet(bytes, size, packet.pts(), (packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0);
            avcodec.av_packet_unref(packet);
        }
    }

    @Override
    public void close() {
        avcodec.av_packet_free(packet);
        avcodec.avcodec_free_context(context);
    }
}
