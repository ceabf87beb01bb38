package live.weir.bridge.transcode.worker;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import live.weir.bridge.transcode.Rung;
import live.weir.bridge.transcode.wire.Kind;
import live.weir.bridge.transcode.wire.Words;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** Pictures of the program as JPEG. */
final class Photographer implements AutoCloseable {

    private static final int WIDTH = 640;
    private static final int QUALITY = 4; // of 2, the best, to 31

    private final Encoder encoder;
    private final AVFrame frame;
    private final Scaler scaler = new Scaler();

    Photographer(Rung tallest) {
        int width = Math.min(WIDTH, tallest.width());
        int height = (int) Math.round(width * (double) tallest.height() / tallest.width() / 2) * 2;
        this.frame = avutil.av_frame_alloc();
        frame.format(avutil.AV_PIX_FMT_YUVJ420P).width(width).height(height);
        avutil.av_frame_get_buffer(frame, 0);
        this.encoder = Encoder.open("mjpeg", false, context -> {
            context.width(width).height(height).pix_fmt(avutil.AV_PIX_FMT_YUVJ420P);
            context.color_range(avutil.AVCOL_RANGE_JPEG);
            context.time_base(avutil.av_make_q(1, 1));
            context.flags(context.flags() | avcodec.AV_CODEC_FLAG_QSCALE);
            context.global_quality(QUALITY * avutil.FF_QP2LAMBDA);
            context.thread_count(1);
        });
    }

    void take(AVFrame canvas, long number, Consumer<ByteBuffer> out) {
        avutil.av_frame_make_writable(frame);
        scaler.scale(canvas, frame);
        frame.pts(number);
        frame.quality(QUALITY * avutil.FF_QP2LAMBDA);
        encoder.encode(
                frame,
                (bytes, length, time, keyframe) -> out.accept(
                        Words.of(Kind.JPEG, length).bytes(bytes, 0, length).frame()));
    }

    @Override
    public void close() {
        encoder.close();
        avutil.av_frame_free(frame);
        scaler.close();
    }
}
