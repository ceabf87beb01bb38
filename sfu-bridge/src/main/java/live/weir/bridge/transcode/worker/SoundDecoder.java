package live.weir.bridge.transcode.worker;

import static live.weir.bridge.transcode.FfmpegFailure.unlessFailed;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.FloatPointer;

/** Opus packets in, stereo of 48 kHz out. One thread. */
final class SoundDecoder implements AutoCloseable {

    private static final int MOST_SAMPLES = 5760; // 120 ms, the longest packet

    private final AVCodecContext context;
    private final AVPacket packet = avcodec.av_packet_alloc();
    private final AVFrame frame = avutil.av_frame_alloc();

    /** Takes what was decoded; the arrays are the decoder's. */
    @FunctionalInterface
    interface Samples {
        void samples(float[] left, float[] right, int count);
    }

    private final float[] left = new float[MOST_SAMPLES];
    private final float[] right = new float[MOST_SAMPLES];

    SoundDecoder() {
        AVCodec decoder = avcodec.avcodec_find_decoder_by_name("opus");
        if (decoder == null || decoder.isNull()) {
            throw new IllegalStateException("This FFmpeg does not read Opus");
        }
        context = avcodec.avcodec_alloc_context3(decoder);
        context.sample_rate(CmafHeader.AAC_RATE);
        avutil.av_channel_layout_default(context.ch_layout(), 2);
        context.thread_count(1);
        unlessFailed("Opus", avcodec.avcodec_open2(context, decoder, (AVDictionary) null));
    }

    void decode(ByteBuffer opus, Samples samples) {
        if (!opus.hasRemaining()) {
            return;
        }
        unlessFailed("A packet", avcodec.av_new_packet(packet, opus.remaining()));
        packet.data().capacity(opus.remaining()).asBuffer().put(opus);
        int sent = avcodec.avcodec_send_packet(context, packet);
        avcodec.av_packet_unref(packet);
        while (sent >= 0 && avcodec.avcodec_receive_frame(context, frame) >= 0) {
            hand(samples);
            avutil.av_frame_unref(frame);
        }
    }

    private void hand(Samples samples) {
        int count = Math.min(frame.nb_samples(), MOST_SAMPLES);
        if (frame.format() != avutil.AV_SAMPLE_FMT_FLTP || frame.ch_layout().nb_channels() < 1) {
            return;
        }
        channel(0, count).get(left, 0, count);
        if (frame.ch_layout().nb_channels() > 1) {
            channel(1, count).get(right, 0, count);
        } else {
            System.arraycopy(left, 0, right, 0, count);
        }
        samples.samples(left, right, count);
    }

    private FloatBuffer channel(int index, int count) {
        return new FloatPointer(frame.data(index)).capacity(count).asBuffer();
    }

    @Override
    public void close() {
        avcodec.av_packet_free(packet);
        avutil.av_frame_free(frame);
        avcodec.avcodec_free_context(context);
    }
}
