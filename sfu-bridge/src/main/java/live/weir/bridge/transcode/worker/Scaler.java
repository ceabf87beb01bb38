package live.weir.bridge.transcode.worker;

import static live.weir.bridge.transcode.FfmpegFailure.unlessFailed;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/** Scales pictures into rectangles of others. Keeps what swscale prepared for as long as sizes and formats stay. One thread. */
public final class Scaler implements AutoCloseable {

    /** How far a camera's picture may be cut to fill its tile: from 4:3 to 16:9. */
    private static final double MOST_CUT = 1.36;

    private final PointerPointer<BytePointer> from = new PointerPointer<>(4);
    private final PointerPointer<BytePointer> to = new PointerPointer<>(4);
    private @Nullable SwsContext prepared;

    /** Fills the whole of the other picture. */
    void scale(AVFrame source, AVFrame target) {
        scale(source, 0, 0, source.width(), source.height(), target, 0, 0, target.width(), target.height());
    }

    /** Into the middle of the other picture, keeping its shape; what then stays free is not touched. */
    public void fit(AVFrame source, AVFrame target) {
        place(source, target, new Tile(0, 0, 0, target.width(), target.height()), true);
    }

    /** Into the tile, keeping its shape; what then stays free is not touched. A little is cut off where that fills the tile. */
    void place(AVFrame source, AVFrame target, Tile tile, boolean whole) {
        double shape = (double) source.width() / source.height();
        double wanted = (double) tile.width() / tile.height();
        boolean cut = !whole && Math.max(shape / wanted, wanted / shape) <= MOST_CUT && Frames.isPlanar420(source);
        if (cut) {
            int width = even(Math.min(source.width(), source.height() * wanted));
            int height = even(Math.min(source.height(), source.width() / wanted));
            int x = even((source.width() - width) / 2.0);
            int y = even((source.height() - height) / 2.0);
            scale(source, x, y, width, height, target, tile.x(), tile.y(), tile.width(), tile.height());
        } else {
            int width = Math.max(2, even(Math.min(tile.width(), tile.height() * shape)));
            int height = Math.max(2, even(Math.min(tile.height(), tile.width() / shape)));
            int x = tile.x() + even((tile.width() - width) / 2.0);
            int y = tile.y() + even((tile.height() - height) / 2.0);
            scale(source, 0, 0, source.width(), source.height(), target, x, y, width, height);
        }
    }

    private static int even(double value) {
        return (int) Math.floor(value / 2) * 2;
    }

    private void scale(
            AVFrame source,
            int fromX,
            int fromY,
            int fromWidth,
            int fromHeight,
            AVFrame target,
            int x,
            int y,
            int width,
            int height) {
        prepared = swscale.sws_getCachedContext(
                prepared,
                fromWidth,
                fromHeight,
                source.format(),
                width,
                height,
                target.format(),
                swscale.SWS_FAST_BILINEAR,
                null,
                null,
                (DoublePointer) null);
        if (prepared == null || prepared.isNull()) {
            throw new IllegalStateException("Pictures of " + source.format() + " cannot be scaled");
        }
        point(from, source, fromX, fromY);
        point(to, target, x, y);
        IntPointer fromStrides = source.linesize();
        IntPointer toStrides = target.linesize();
        unlessFailed("Scaling", swscale.sws_scale(prepared, from, fromStrides, 0, fromHeight, to, toStrides));
    }

    private static void point(PointerPointer<BytePointer> planes, AVFrame frame, int x, int y) {
        for (int plane = 0; plane < 4; plane++) {
            BytePointer data = frame.data(plane);
            if (data == null || data.isNull() || (x == 0 && y == 0)) {
                planes.put(plane, data);
            } else {
                int shift = plane == 0 ? 0 : 1; // only 4:2:0 is cut or placed
                planes.put(plane, data.getPointer((long) (y >> shift) * frame.linesize(plane) + (x >> shift)));
            }
        }
    }

    @Override
    public void close() {
        if (prepared != null) {
            swscale.sws_freeContext(prepared);
            prepared = null;
        }
        from.close();
        to.close();
    }
}
