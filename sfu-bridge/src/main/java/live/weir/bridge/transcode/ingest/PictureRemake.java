package live.weir.bridge.transcode.ingest;

import static live.weir.bridge.transcode.FfmpegFailure.unlessFailed;

import java.util.function.Consumer;
import live.weir.bridge.transcode.Rung;
import live.weir.bridge.transcode.whip.WhipTrack;
import live.weir.bridge.transcode.worker.Encoder;
import live.weir.bridge.transcode.worker.EncoderKind;
import live.weir.bridge.transcode.worker.Frames;
import live.weir.bridge.transcode.worker.Scaler;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Pictures decoded and encoded anew, as H.264 that every browser shows, with a keyframe each second. The size is that of the
 * beginning, 1920 × 1080 at most, and so is the rate: beyond what that has at 30 pictures a second, every other picture is left out.
 */
final class PictureRemake implements Way {

    private static final int MOST_WIDTH = 1920;
    private static final int MOST_HEIGHT = 1080;
    private static final double MOST_PIXELS_PER_SECOND = 1920 * 1080 * 31.0;
    private static final double BITS_PER_PIXEL = 0.08;
    private static final int LEAST_BITRATE = 400_000;
    private static final int MOST_BITRATE = 6_000_000;
    private static final int LIKELY_RATE = 30;
    private static final int TIMES = 64; // an encoder without delay holds one

    private final AVCodecContext decoder;
    private final Encoder encoder;
    private final WhipTrack track;
    private final Scaler scaler = new Scaler();
    private final AVFrame decoded = avutil.av_frame_alloc();
    private final AVFrame canvas;
    private final AVPacket packet = avcodec.av_packet_alloc();
    private final long[] times = new long[TIMES];
    private final boolean halves;
    private long frames;
    private long encoded;
    private long last = Long.MIN_VALUE;

    /** @param rate pictures a second, or 0 if nobody knows */
    PictureRemake(AVCodecParameters picture, int rate) {
        int fast = Math.min(60, rate < 5 ? LIKELY_RATE : rate);
        double scale =
                Math.min(1, Math.min((double) MOST_WIDTH / picture.width(), (double) MOST_HEIGHT / picture.height()));
        int width = Math.max(64, (int) (picture.width() * scale) & ~1);
        int height = Math.max(64, (int) (picture.height() * scale) & ~1);
        this.halves = (double) width * height * fast > MOST_PIXELS_PER_SECOND;
        int made = halves ? fast / 2 : fast;
        int bitrate =
                (int) Math.max(LEAST_BITRATE, Math.min(MOST_BITRATE, width * height * (double) made * BITS_PER_PIXEL));
        this.decoder = Decoders.open(picture);
        this.encoder = EncoderKind.best().open(new Rung(width, height, bitrate), made, made);
        this.track = WhipTrack.of(encoder.context(), avutil.av_make_q(1, 1_000_000));
        this.canvas = Frames.black(width, height);
    }

    @Override
    public WhipTrack track() {
        return track;
    }

    /** What cannot be decoded is left out: the next keyframe mends it. */
    @Override
    public void take(AVPacket unit, long micros, Consumer<AVPacket> out) {
        unit.pts(micros);
        unit.dts(avutil.AV_NOPTS_VALUE);
        if (avcodec.avcodec_send_packet(decoder, unit) < 0) {
            return;
        }
        while (avcodec.avcodec_receive_frame(decoder, decoded) >= 0) {
            if (!halves || frames++ % 2 == 0) {
                encode(out);
            }
            avutil.av_frame_unref(decoded);
        }
    }

    private void encode(Consumer<AVPacket> out) {
        long micros = decoded.best_effort_timestamp();
        if (micros == avutil.AV_NOPTS_VALUE || micros <= last || decoded.width() < 16 || decoded.height() < 16) {
            return;
        }
        last = micros;
        AVFrame picture = picture();
        picture.pts(encoded);
        picture.pict_type(avutil.AV_PICTURE_TYPE_NONE);
        times[(int) (encoded % TIMES)] = micros;
        encoded++;
        encoder.encode(picture, (bytes, length, number, keyframe) -> {
            unlessFailed("A packet", avcodec.av_new_packet(packet, length));
            packet.data().put(bytes, 0, length);
            long time = times[(int) Math.floorMod(number, (long) TIMES)];
            packet.pts(time);
            packet.dts(time);
            packet.flags(keyframe ? avcodec.AV_PKT_FLAG_KEY : 0);
            out.accept(packet);
            avcodec.av_packet_unref(packet);
        });
    }

    private AVFrame picture() {
        boolean fits = decoded.format() == avutil.AV_PIX_FMT_YUV420P
                && decoded.width() == canvas.width()
                && decoded.height() == canvas.height();
        if (fits) {
            return decoded;
        }
        unlessFailed("A frame", avutil.av_frame_make_writable(canvas));
        scaler.fit(decoded, canvas);
        return canvas;
    }

    @Override
    public void close() {
        track.close();
        encoder.close();
        scaler.close();
        avcodec.av_packet_free(packet);
        avutil.av_frame_free(decoded);
        avutil.av_frame_free(canvas);
        avcodec.avcodec_free_context(decoder);
    }
}
