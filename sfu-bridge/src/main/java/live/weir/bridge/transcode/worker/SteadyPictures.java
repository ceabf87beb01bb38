package live.weir.bridge.transcode.worker;

import java.util.concurrent.TimeUnit;
import live.weir.bridge.transcode.FfmpegFailure;
import live.weir.bridge.transcode.MovieFault;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/** Pictures that come at any times, to a steady rate: each output picture is the newest by then, to half a picture's time. */
final class SteadyPictures implements AutoCloseable {

    private static final long MICROS = TimeUnit.SECONDS.toMicros(1);

    private final int rate;
    private final long longest;
    private final Taker taker;
    private final AVFrame held = avutil.av_frame_alloc();
    private boolean holds;
    private long newest;
    private long number;

    /** Takes the output's next picture, which stays ours. */
    @FunctionalInterface
    interface Taker {
        void take(AVFrame picture, long number);
    }

    SteadyPictures(int rate, long longestMicros, Taker taker) {
        this.rate = rate;
        this.longest = longestMicros;
        this.taker = taker;
    }

    /** @param micros since the file's beginning; one that is not later than the one before replaces it */
    void add(AVFrame picture, long micros) {
        if (micros > longest) {
            throw new MovieRefused(MovieFault.TOO_LONG, "A picture at " + micros / MICROS + " s");
        }
        newest = Math.max(newest, micros);
        if (!holds) {
            hold(picture);
        }
        fill(newest - MICROS / rate / 2);
        hold(picture);
    }

    private void hold(AVFrame picture) {
        avutil.av_frame_unref(held);
        FfmpegFailure.unlessFailed("A frame", avutil.av_frame_ref(held, picture));
        holds = true;
    }

    private void fill(long until) {
        while (at(number) < until) {
            taker.take(held, number);
            number++;
        }
    }

    private long at(long picture) {
        return picture * MICROS / rate;
    }

    /** Where the last picture ends, if it lasts as long as the others. */
    long end() {
        return holds ? newest + MICROS / rate : 0;
    }

    /** The last picture stays until then; at least one picture comes of one. */
    long finish(long until) {
        if (holds) {
            fill(Math.max(until - MICROS / rate / 2, 1));
        }
        return number;
    }

    long number() {
        return number;
    }

    @Override
    public void close() {
        avutil.av_frame_free(held);
    }
}
