package live.weir.bridge.transcode.ingest;

import static live.weir.bridge.transcode.FfmpegFailure.unlessFailed;

import java.util.function.Consumer;
import live.weir.bridge.transcode.whip.WhipTrack;
import live.weir.bridge.transcode.worker.Encoder;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.ShortPointer;

/**
 * Sound of whatever codec as Opus: 48 kHz, stereo, 20 ms a packet. Samples follow each other without a seam while the encoder's times say
 * about the same; where they do not, time jumps to what they say.
 */
final class SoundRemake implements Way {

    private static final int RATE = 48_000;
    private static final int CHANNELS = 2;
    private static final int SAMPLES = RATE / 50;
    private static final int BITRATE = 128_000;
    /** What times in whole milliseconds, and packets of 20 ms and more, may disagree. */
    private static final long SEAMLESS = RATE / 10;

    private static final int MOST_GATHERED = RATE; // a second; a decoder gives far less at once

    private final AVCodecContext decoder;
    private final Encoder encoder;
    private final WhipTrack track;
    private final AVFrame decoded = avutil.av_frame_alloc();
    private final AVFrame converted = avutil.av_frame_alloc();
    private final AVFrame frame = avutil.av_frame_alloc();
    private final AVPacket packet = avcodec.av_packet_alloc();
    private final short[] gathered = new short[(MOST_GATHERED + SAMPLES) * CHANNELS];
    private SwrContext resampler = swresample.swr_alloc();
    private int count;
    private long next = Long.MIN_VALUE; // in samples: when the first of what is gathered is heard

    SoundRemake(AVCodecParameters sound) {
        this.decoder = Decoders.open(sound);
        this.encoder = Encoder.open("libopus", true, context -> {
            context.sample_fmt(avutil.AV_SAMPLE_FMT_S16).sample_rate(RATE).bit_rate(BITRATE);
            context.time_base(avutil.av_make_q(1, RATE));
            avutil.av_channel_layout_default(context.ch_layout(), CHANNELS);
        });
        this.track = WhipTrack.of(encoder.context());
        shape(frame);
        frame.nb_samples(SAMPLES);
        unlessFailed("A frame", avutil.av_frame_get_buffer(frame, 0));
    }

    private static void shape(AVFrame frame) {
        frame.format(avutil.AV_SAMPLE_FMT_S16).sample_rate(RATE);
        avutil.av_channel_layout_default(frame.ch_layout(), CHANNELS);
    }

    @Override
    public WhipTrack track() {
        return track;
    }

    /** What cannot be decoded is left out. */
    @Override
    public void take(AVPacket unit, long micros, Consumer<AVPacket> out) {
        unit.pts(micros);
        unit.dts(micros);
        if (avcodec.avcodec_send_packet(decoder, unit) < 0) {
            return;
        }
        while (avcodec.avcodec_receive_frame(decoder, decoded) >= 0) {
            long time = decoded.pts() == avutil.AV_NOPTS_VALUE ? micros : decoded.pts();
            gather(time * RATE / 1_000_000, out);
            avutil.av_frame_unref(decoded);
        }
    }

    private void gather(long at, Consumer<AVPacket> out) {
        if (next == Long.MIN_VALUE || Math.abs(at - (next + count)) > SEAMLESS) {
            next = Math.max(at, next == Long.MIN_VALUE ? at : next); // never back: packets only follow each other
            count = 0;
        }
        if (!convert()) {
            return;
        }
        int samples = Math.min(converted.nb_samples(), MOST_GATHERED - count);
        new ShortPointer(converted.data(0)).get(gathered, count * CHANNELS, Math.max(0, samples) * CHANNELS);
        count += Math.max(0, samples);
        avutil.av_frame_unref(converted);
        int used = 0;
        for (; count - used >= SAMPLES; used += SAMPLES) {
            encode(used, out);
        }
        System.arraycopy(gathered, used * CHANNELS, gathered, 0, (count - used) * CHANNELS);
        count -= used;
        next += used;
    }

    /** Rate, channels and format may change in the middle. */
    private boolean convert() {
        shape(converted);
        int result = swresample.swr_convert_frame(resampler, converted, decoded);
        if (result < 0) {
            swresample.swr_free(resampler);
            resampler = swresample.swr_alloc();
            avutil.av_frame_unref(converted);
            shape(converted);
            result = swresample.swr_convert_frame(resampler, converted, decoded);
        }
        if (result < 0) {
            avutil.av_frame_unref(converted);
        }
        return result >= 0;
    }

    private void encode(int offset, Consumer<AVPacket> out) {
        unlessFailed("A frame", avutil.av_frame_make_writable(frame));
        new ShortPointer(frame.data(0)).put(gathered, offset * CHANNELS, SAMPLES * CHANNELS);
        frame.pts(next + offset);
        encoder.encode(frame, (bytes, length, time, keyframe) -> {
            unlessFailed("A packet", avcodec.av_new_packet(packet, length));
            packet.data().put(bytes, 0, length);
            packet.pts(time);
            packet.dts(time);
            packet.flags(avcodec.AV_PKT_FLAG_KEY);
            out.accept(packet);
            avcodec.av_packet_unref(packet);
        });
    }

    @Override
    public void close() {
        track.close();
        encoder.close();
        swresample.swr_free(resampler);
        avcodec.av_packet_free(packet);
        avutil.av_frame_free(decoded);
        avutil.av_frame_free(converted);
        avutil.av_frame_free(frame);
        avcodec.avcodec_free_context(decoder);
    }
}
