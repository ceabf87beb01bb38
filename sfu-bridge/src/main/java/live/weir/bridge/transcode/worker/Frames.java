package live.weir.bridge.transcode.worker;

import static live.weir.bridge.transcode.FfmpegFailure.unlessFailed;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/** FFmpeg's frames: made, and filled. */
public final class Frames {

    private static final int BLACK = 16;
    private static final int NO_COLOUR = 128;

    private Frames() {}

    /** In black. */
    public static AVFrame black(int width, int height) {
        AVFrame frame = picture(width, height);
        blacken(frame);
        return frame;
    }

    static AVFrame picture(int width, int height) {
        AVFrame frame = avutil.av_frame_alloc();
        frame.format(avutil.AV_PIX_FMT_YUV420P).width(width).height(height);
        unlessFailed("A frame", avutil.av_frame_get_buffer(frame, 0));
        return frame;
    }

    static void blacken(AVFrame frame) {
        for (int plane = 0; plane < 3; plane++) {
            int rows = plane == 0 ? frame.height() : frame.height() / 2;
            BytePointer.memset(frame.data(plane), plane == 0 ? BLACK : NO_COLOUR, (long) frame.linesize(plane) * rows);
        }
    }

    static void blacken(AVFrame frame, Tile tile) {
        for (int plane = 0; plane < 3; plane++) {
            int shift = plane == 0 ? 0 : 1;
            int stride = frame.linesize(plane);
            BytePointer data = frame.data(plane);
            for (int row = tile.y() >> shift; row < (tile.y() + tile.height()) >> shift; row++) {
                BytePointer.memset(
                        data.getPointer((long) row * stride + (tile.x() >> shift)),
                        plane == 0 ? BLACK : NO_COLOUR,
                        tile.width() >> shift);
            }
        }
    }

    static boolean isPlanar420(AVFrame frame) {
        return frame.format() == avutil.AV_PIX_FMT_YUV420P || frame.format() == avutil.AV_PIX_FMT_YUVJ420P;
    }
}
