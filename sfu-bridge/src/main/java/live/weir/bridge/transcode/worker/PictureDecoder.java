package live.weir.bridge.transcode.worker;

import static live.weir.bridge.transcode.FfmpegFailure.unlessFailed;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** Access units in, pictures out. After one that was damaged it waits for a keyframe. One thread. */
final class PictureDecoder implements AutoCloseable {

    /** 4096 × 2304, and its upright sister. */
    private static final long MOST_PIXELS = 4096L * 2304;

    private static final int LONGEST_SIDE = 4096;

    private final AVCodecContext context;
    private final AVPacket packet = avcodec.av_packet_alloc();
    private boolean needsKeyframe = true;

    private PictureDecoder(AVCodecContext context) {
        this.context = context;
    }

    static PictureDecoder open(PictureCodec codec) {
        AVCodec decoder = null;
        for (String name : codec.decoders()) {
            decoder = decoder == null || decoder.isNull() ? avcodec.avcodec_find_decoder_by_name(name) : decoder;
        }
        if (decoder == null || decoder.isNull()) {
            throw new IllegalStateException("This FFmpeg does not read " + codec);
        }
        AVCodecContext context = avcodec.avcodec_alloc_context3(decoder);
        context.thread_count(1); // threads of frames would hold pictures back
        context.flags(context.flags() | avcodec.AV_CODEC_FLAG_LOW_DELAY);
        context.max_pixels(MOST_PIXELS);
        unlessFailed(codec.name(), avcodec.avcodec_open2(context, decoder, (AVDictionary) null));
        return new PictureDecoder(context);
    }

    /**
     * @param pictures own what they get; their time is the access unit's
     * @return false if a keyframe is wanted
     */
    boolean decode(ByteBuffer unit, long time, boolean keyframe, Consumer<AVFrame> pictures) {
        if (needsKeyframe && !keyframe) {
            return false;
        }
        unlessFailed("A packet", avcodec.av_new_packet(packet, unit.remaining()));
        packet.data().capacity(unit.remaining()).asBuffer().put(unit);
        packet.pts(time);
        packet.dts(time);
        int sent = avcodec.avcodec_send_packet(context, packet);
        avcodec.av_packet_unref(packet);
        needsKeyframe = sent < 0;
        if (sent >= 0) {
            receive(pictures);
        }
        return !needsKeyframe;
    }

    /** Of the pictures that an access unit has, the last one is the one to show: layers come the smallest first. */
    private void receive(Consumer<AVFrame> pictures) {
        AVFrame newest = null;
        while (true) {
            AVFrame frame = avutil.av_frame_alloc();
            int received = avcodec.avcodec_receive_frame(context, frame);
            if (received < 0) {
                avutil.av_frame_free(frame);
                needsKeyframe |= received != avutil.AVERROR_EAGAIN();
                break;
            }
            if (newest != null) {
                avutil.av_frame_free(newest);
            }
            newest = frame;
        }
        if (newest != null) {
            if (isSane(newest)) {
                pictures.accept(newest);
            } else {
                avutil.av_frame_free(newest);
                needsKeyframe = true;
            }
        }
    }

    private static boolean isSane(AVFrame frame) {
        return frame.width() >= 2
                && frame.height() >= 2
                && frame.width() <= LONGEST_SIDE
                && frame.height() <= LONGEST_SIDE
                && (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) == 0;
    }

    @Override
    public void close() {
        avcodec.av_packet_free(packet);
        avcodec.avcodec_free_context(context);
    }
}
