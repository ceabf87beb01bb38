package live.weir.bridge.transcode.worker;

import static live.weir.bridge.transcode.FfmpegFailure.unlessFailed;

import java.util.Locale;
import live.weir.bridge.transcode.Rung;
import org.bytedeco.ffmpeg.avfilter.AVFilter;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avfilter;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** Makes pictures of any size and format upright and as large as the largest rung. Built anew when they change. */
final class PictureFilter implements AutoCloseable {

    private final PictureFit fit;
    private final int turns;
    private final AVFrame fitted = avutil.av_frame_alloc();
    private String of = "";
    private @Nullable AVFilterGraph graph;
    private @Nullable AVFilterContext entrance;
    private @Nullable AVFilterContext exit;
    private @Nullable AVFilterContext last;

    /** @param turns of a quarter, clockwise, that make it upright */
    PictureFilter(PictureFit fit, int turns) {
        this.fit = fit;
        this.turns = turns;
    }

    /** The filter's own until the next call; null if there is none. */
    @Nullable
    AVFrame fit(AVFrame frame) {
        MovieFile.requireSane(frame.width(), frame.height());
        String now = describe(frame);
        if (!now.equals(of)) {
            build(now);
        }
        AVFilterContext into = entrance;
        AVFilterContext from = exit;
        if (into == null || from == null) {
            return null;
        }
        avutil.av_frame_unref(fitted);
        unlessFailed(
                "A filter", avfilter.av_buffersrc_add_frame_flags(into, frame, avfilter.AV_BUFFERSRC_FLAG_KEEP_REF));
        return avfilter.av_buffersink_get_frame(from, fitted) < 0 ? null : fitted;
    }

    private static String describe(AVFrame frame) {
        return String.format(
                Locale.ROOT,
                "video_size=%dx%d:pix_fmt=%d:time_base=1/1000000:pixel_aspect=1/1:colorspace=%d:range=%d",
                frame.width(),
                frame.height(),
                frame.format(),
                frame.colorspace(),
                frame.color_range());
    }

    private void build(String description) {
        free();
        of = description;
        AVFilterGraph made = avfilter.avfilter_graph_alloc();
        graph = made;
        made.nb_threads(1);
        entrance = add(made, "buffer", description);
        switch (turns) {
            case 1 -> add(made, "transpose", "dir=clock");
            case 2 -> {
                add(made, "hflip", null);
                add(made, "vflip", null);
            }
            case 3 -> add(made, "transpose", "dir=cclock");
            default -> {}
        }
        Tile filled = fit.filled();
        Rung whole = fit.largest();
        add(
                made,
                "scale",
                "w=" + filled.width() + ":h=" + filled.height() + ":flags=bicubic:out_range=limited:in_range=auto");
        add(made, "format", "pix_fmts=yuv420p");
        if (filled.width() != whole.width() || filled.height() != whole.height()) {
            add(
                    made,
                    "pad",
                    "w=" + whole.width() + ":h=" + whole.height() + ":x=" + filled.x() + ":y=" + filled.y()
                            + ":color=black");
        }
        exit = add(made, "buffersink", null);
        unlessFailed("A filter", avfilter.avfilter_graph_config(made, null));
    }

    private AVFilterContext add(AVFilterGraph made, String name, @Nullable String options) {
        AVFilter filter = avfilter.avfilter_get_by_name(name);
        if (filter == null || filter.isNull()) {
            throw new IllegalStateException("This FFmpeg has no filter " + name);
        }
        AVFilterContext added = new AVFilterContext();
        unlessFailed(
                name,
                avfilter.avfilter_graph_create_filter(added, filter, name + made.nb_filters(), options, null, made));
        AVFilterContext before = last;
        if (before != null) {
            unlessFailed(name, avfilter.avfilter_link(before, 0, added, 0));
        }
        last = added;
        return added;
    }

    private void free() {
        AVFilterGraph built = graph;
        if (built != null) {
            avfilter.avfilter_graph_free(built);
        }
        graph = null;
        entrance = null;
        exit = null;
        last = null;
    }

    @Override
    public void close() {
        avutil.av_frame_free(fitted);
        free();
    }
}
