package live.weir.bridge.transcode.demo;

import static live.weir.bridge.transcode.FfmpegFailure.unlessFailed;

import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.ShortPointer;

/** The chime as Opus: 48 kHz, stereo, 20 ms a packet. */
final class Microphone implements AutoCloseable {

    static final int MILLIS_PER_PACKET = 20;

    private static final int SAMPLES = Chime.RATE * MILLIS_PER_PACKET / 1000;
    private static final int CHANNELS = 2;
    private static final int BITRATE = 48_000;

    private final Chime chime = new Chime();
    private final short[] sound = new short[SAMPLES * CHANNELS];
    private final Encoder encoder;
    private final AVFrame frame;

    Microphone() {
        this.encoder = Encoder.open("libopus", Microphone::settings);
        this.frame = avutil.av_frame_alloc();
        frame.format(avutil.AV_SAMPLE_FMT_S16).sample_rate(Chime.RATE).nb_samples(SAMPLES);
        avutil.av_channel_layout_default(frame.ch_layout(), CHANNELS);
        unlessFailed("A frame", avutil.av_frame_get_buffer(frame, 0));
    }

    private static void settings(AVCodecContext context) {
        context.sample_fmt(avutil.AV_SAMPLE_FMT_S16).sample_rate(Chime.RATE).bit_rate(BITRATE);
        context.time_base(avutil.av_make_q(1, Chime.RATE));
        avutil.av_channel_layout_default(context.ch_layout(), CHANNELS);
    }

    Encoder encoder() {
        return encoder;
    }

    /** @param number of the packet since the start */
    void record(long epochMicros, long number, Consumer<AVPacket> packets) {
        unlessFailed("A frame", avutil.av_frame_make_writable(frame));
        chime.play(sound, epochMicros);
        new ShortPointer(frame.data(0)).put(sound);
        frame.pts(number * SAMPLES);
        encoder.encode(frame, packets);
    }

    @Override
    public void close() {
        encoder.close();
        avutil.av_frame_free(frame);
    }
}
