package live.weir.bridge.transcode.demo;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/** Decodes H264 and reads the time in its pictures. */
public final class ClockReader implements AutoCloseable {

    static {
        System.setProperty(
                "org.bytedeco.javacpp.cachedir",
                Path.of("target/natives").toAbsolutePath().toString());
    }

    private final AVCodecContext decoder =
            avcodec.avcodec_alloc_context3(avcodec.avcodec_find_decoder(avcodec.AV_CODEC_ID_H264));
    private final AVPacket packet = avcodec.av_packet_alloc();
    private final AVFrame frame = avutil.av_frame_alloc();
    private int width;
    private int height;
    private int pictures;

    public ClockReader() {
        avutil.av_log_set_level(avutil.AV_LOG_QUIET); // it complains of what comes before the first keyframe
        decoder.thread_count(1);
        if (avcodec.avcodec_open2(decoder, null, (AVDictionary) null) < 0) {
            throw new IllegalStateException("No H264 decoder");
        }
    }

    /** The time in the picture that this unit completes; empty if it has none, or completes none. */
    public OptionalLong read(byte[] accessUnit) {
        avcodec.av_new_packet(packet, accessUnit.length);
        packet.data().put(accessUnit);
        avcodec.avcodec_send_packet(decoder, packet);
        avcodec.av_packet_unref(packet);
        return avcodec.avcodec_receive_frame(decoder, frame) < 0 ? OptionalLong.empty() : clock();
    }

    private OptionalLong clock() {
        pictures++;
        width = frame.width();
        height = frame.height();
        int stride = frame.linesize(0);
        ByteBuffer luma =
                new BytePointer(frame.data(0)).capacity((long) stride * height).asBuffer();
        return ClockStrip.read(width, height, (x, y) -> luma.get(y * stride + x) & 0xff);
    }

    public int pictures() {
        return pictures;
    }

    public String size() {
        return width + "x" + height;
    }

    @Override
    public void close() {
        avcodec.avcodec_free_context(decoder);
        avcodec.av_packet_free(packet);
        avutil.av_frame_free(frame);
    }
}
