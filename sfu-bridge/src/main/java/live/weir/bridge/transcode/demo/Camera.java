package live.weir.bridge.transcode.demo;

import static live.weir.bridge.transcode.FfmpegFailure.unlessFailed;

import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/** Pictures as H264 that every browser takes: constrained baseline, no B-frames, a keyframe each second. */
final class Camera implements AutoCloseable {

    private static final int BYTES_PER_PIXEL = 4;

    private final int height;
    private final Picture picture;
    private final Encoder encoder;
    private final AVFrame frame;
    private final SwsContext scaler;
    private final IntPointer drawn;
    private final PointerPointer<IntPointer> drawnPlanes;
    private final IntPointer drawnStrides;
    private long taken;

    Camera(Directions directions, Picture picture) {
        int width = directions.width();
        this.height = directions.height();
        this.picture = picture;
        this.encoder = Encoder.open("libopenh264", context -> settings(context, directions));
        this.frame = avutil.av_frame_alloc();
        frame.format(avutil.AV_PIX_FMT_YUV420P).width(width).height(height);
        unlessFailed("A frame", avutil.av_frame_get_buffer(frame, 0));
        this.scaler = swscale.sws_getContext(
                width,
                height,
                avutil.AV_PIX_FMT_BGR0,
                width,
                height,
                avutil.AV_PIX_FMT_YUV420P,
                swscale.SWS_FAST_BILINEAR,
                null,
                null,
                (DoublePointer) null);
        this.drawn = new IntPointer((long) width * height);
        this.drawnPlanes = new PointerPointer<>(drawn, null, null, null);
        this.drawnStrides = new IntPointer(new int[] {width * BYTES_PER_PIXEL, 0, 0, 0});
    }

    private static void settings(AVCodecContext context, Directions directions) {
        context.width(directions.width()).height(directions.height()).pix_fmt(avutil.AV_PIX_FMT_YUV420P);
        context.time_base(avutil.av_make_q(1, directions.framesPerSecond()));
        context.framerate(avutil.av_make_q(directions.framesPerSecond(), 1));
        context.profile(avcodec.AV_PROFILE_H264_CONSTRAINED_BASELINE);
        context.gop_size(directions.framesPerSecond());
        context.max_b_frames(0);
        context.bit_rate(directions.videoBitrate());
        context.thread_count(1);
        avutil.av_opt_set(context.priv_data(), "rc_mode", "bitrate", 0);
        avutil.av_opt_set(context.priv_data(), "allow_skip_frames", "0", 0);
    }

    Encoder encoder() {
        return encoder;
    }

    /** @param number of the picture since the start; those between were left out */
    void take(long epochMillis, long number, Consumer<AVPacket> packets) {
        drawn.position(0).put(picture.at(epochMillis, taken++));
        unlessFailed("A frame", avutil.av_frame_make_writable(frame));
        unlessFailed(
                "Scaling",
                swscale.sws_scale(scaler, drawnPlanes, drawnStrides, 0, height, frame.data(), frame.linesize()));
        frame.pts(number);
        encoder.encode(frame, packets);
    }

    @Override
    public void close() {
        encoder.close();
        avutil.av_frame_free(frame);
        swscale.sws_freeContext(scaler);
        drawnPlanes.close();
        drawnStrides.close();
        drawn.close();
    }
}
