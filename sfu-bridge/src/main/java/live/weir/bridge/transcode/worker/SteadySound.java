package live.weir.bridge.transcode.worker;

import static live.weir.bridge.transcode.FfmpegFailure.unlessFailed;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import live.weir.bridge.transcode.MovieFault;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * Sound of any rate and number of channels, to blocks of stereo at 48 kHz that follow each other without a seam. What times say
 * is obeyed where it is heard: a gap becomes silence, what comes twice is left out.
 */
final class SteadySound implements AutoCloseable {

    private static final int RATE = CmafHeader.AAC_RATE;
    private static final long MICROS = TimeUnit.SECONDS.toMicros(1);
    /** What times may say otherwise before it is obeyed. */
    private static final long SEAMLESS = RATE * 30 / 1000;

    private static final int MOST_SAMPLES = 1 << 20;
    private static final int HIGHEST_RATE = 768_000;

    private final long longest;
    private final Blocks taker;
    private final float[] left = new float[Mixer.BLOCK];
    private final float[] right = new float[Mixer.BLOCK];
    private int filled;
    private long samples;
    private long block;
    private String of = "";
    private @Nullable SwrContext resampler;
    private final AVChannelLayout stereo = new AVChannelLayout();
    private FloatPointer outLeft = new FloatPointer(Mixer.BLOCK);
    private FloatPointer outRight = new FloatPointer(Mixer.BLOCK);
    private final PointerPointer<FloatPointer> out = new PointerPointer<>(2);
    private float[] copyLeft = new float[Mixer.BLOCK];
    private float[] copyRight = new float[Mixer.BLOCK];

    /** Takes a block; the arrays stay ours. */
    @FunctionalInterface
    interface Blocks {
        void block(long number, float[] left, float[] right);
    }

    SteadySound(long longestMicros, Blocks taker) {
        this.longest = longestMicros * RATE / MICROS;
        this.taker = taker;
        avutil.av_channel_layout_default(stereo, 2);
    }

    void add(AVFrame frame, long micros) {
        if (frame.sample_rate() <= 0
                || frame.sample_rate() > HIGHEST_RATE
                || frame.nb_samples() > MOST_SAMPLES
                || frame.ch_layout().nb_channels() < 1) {
            return;
        }
        int count = resample(frame);
        long at = micros * RATE / MICROS;
        long early = samples - at;
        if (early < -SEAMLESS) {
            silence(-early);
        }
        int skipped = (int) Math.min(count, early > SEAMLESS ? early : 0);
        append(copyLeft, copyRight, skipped, count - skipped);
    }

    private int resample(AVFrame frame) {
        SwrContext by = resampler(frame);
        int room = swresample.swr_get_out_samples(by, frame.nb_samples());
        if (room < 0 || room > MOST_SAMPLES * 4) {
            throw new MovieRefused(MovieFault.DAMAGED, "A packet of " + room + " samples");
        }
        makeRoom(room);
        out.put(0, outLeft);
        out.put(1, outRight);
        int count = swresample.swr_convert(by, out, room, frame.extended_data(), frame.nb_samples());
        unlessFailed("Resampling", count);
        outLeft.position(0).get(copyLeft, 0, count);
        outRight.position(0).get(copyRight, 0, count);
        return count;
    }

    private void makeRoom(int room) {
        if (room > copyLeft.length) {
            int larger = Math.max(room, 2 * copyLeft.length);
            outLeft.close();
            outRight.close();
            outLeft = new FloatPointer(larger);
            outRight = new FloatPointer(larger);
            copyLeft = new float[larger];
            copyRight = new float[larger];
        }
    }

    private SwrContext resampler(AVFrame frame) {
        String now = frame.format() + "/" + frame.sample_rate() + "/"
                + frame.ch_layout().nb_channels();
        SwrContext known = resampler;
        if (known != null && now.equals(of)) {
            return known;
        }
        if (known != null) {
            swresample.swr_free(known);
        }
        of = now;
        AVChannelLayout channels = frame.ch_layout();
        AVChannelLayout guessed = new AVChannelLayout();
        if (channels.order() == avutil.AV_CHANNEL_ORDER_UNSPEC) {
            avutil.av_channel_layout_default(guessed, channels.nb_channels());
            channels = guessed;
        }
        SwrContext made = new SwrContext();
        unlessFailed(
                "A resampler",
                swresample.swr_alloc_set_opts2(
                        made,
                        stereo,
                        avutil.AV_SAMPLE_FMT_FLTP,
                        RATE,
                        channels,
                        frame.format(),
                        frame.sample_rate(),
                        0,
                        (Pointer) null));
        unlessFailed("A resampler", swresample.swr_init(made));
        resampler = made;
        return made;
    }

    private void silence(long count) {
        for (long left = count; left > 0; left--) {
            put(0, 0);
        }
    }

    private void append(float[] fromLeft, float[] fromRight, int from, int count) {
        for (int i = from; i < from + count; i++) {
            put(sound(fromLeft[i]), sound(fromRight[i]));
        }
    }

    /** What is no number would be none of the encoder's either. */
    private static float sound(float value) {
        return value >= -1 && value <= 1 ? value : value > 1 ? 1 : value < -1 ? -1 : 0;
    }

    private void put(float toLeft, float toRight) {
        if (samples >= longest) {
            throw new MovieRefused(MovieFault.TOO_LONG, "Sound at " + samples / RATE + " s");
        }
        left[filled] = toLeft;
        right[filled] = toRight;
        filled++;
        samples++;
        if (filled == Mixer.BLOCK) {
            taker.block(block++, left, right);
            filled = 0;
        }
    }

    /** In microseconds. */
    long end() {
        return samples * MICROS / RATE;
    }

    /** Silence until then, in whole blocks, and the one that an encoder holds back. */
    void finish(long until) {
        long wanted = Math.max(samples, until * RATE / MICROS);
        long blocks = (wanted + Mixer.BLOCK - 1) / Mixer.BLOCK;
        while (block < blocks + 1) {
            Arrays.fill(left, filled, Mixer.BLOCK, 0);
            Arrays.fill(right, filled, Mixer.BLOCK, 0);
            taker.block(block++, left, right);
            filled = 0;
        }
    }

    @Override
    public void close() {
        if (resampler != null) {
            swresample.swr_free(resampler);
        }
        outLeft.close();
        outRight.close();
        out.close();
        stereo.close();
    }
}
