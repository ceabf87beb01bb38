package live.weir.bridge.transcode.ingest;

import java.util.Optional;
import java.util.function.Consumer;
import live.weir.bridge.transcode.whip.WhipTrack;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** H.264 as it comes; the muxer puts parameter sets before keyframes. Begins with a keyframe, and again where something was lost. */
final class PictureCopy implements Way {

    private static final int BASELINE = 66;
    private static final int MAIN = 77;
    private static final int HIGH = 100;
    private static final int CONFIGURATION_HEAD = 7; // of an AVCDecoderConfigurationRecord

    private final WhipTrack track;
    private boolean begun;
    private long last = Long.MIN_VALUE;

    PictureCopy(AVCodecParameters parameters) {
        this.track = WhipTrack.of(parameters, avutil.av_make_q(1, 1_000_000));
        AVCodecParameters ours = track.parameters();
        // As a plain number: the muxer would write FFmpeg's flags beside it into profile-level-id.
        ours.level(described(parameters, 3, parameters.level()));
        ours.profile(described(parameters, 1, parameters.profile()));
        ours.video_delay(0);
    }

    /** Why it cannot be handed on as it is; empty if it can. */
    static Optional<String> objection(AVCodecParameters picture) {
        if (picture.codec_id() != avcodec.AV_CODEC_ID_H264) {
            return Optional.of(avcodec.avcodec_get_name(picture.codec_id()).getString());
        }
        int profile = described(picture, 1, picture.profile());
        if (profile != BASELINE && profile != MAIN && profile != HIGH) {
            return Optional.of("profile " + profile + " of H.264");
        }
        if (picture.video_delay() > 0) {
            return Optional.of("B-frames");
        }
        if (picture.field_order() > avcodec.AV_FIELD_PROGRESSIVE) {
            return Optional.of("interlaced pictures");
        }
        boolean plain = picture.format() == avutil.AV_PIX_FMT_YUV420P
                || picture.format() == avutil.AV_PIX_FMT_YUVJ420P
                || picture.format() == avutil.AV_PIX_FMT_NONE;
        return plain ? Optional.empty() : Optional.of("colours that are not 4:2:0 of eight bits");
    }

    private static int described(AVCodecParameters picture, int place, int otherwise) {
        boolean there = picture.extradata_size() >= CONFIGURATION_HEAD
                && picture.extradata().get(0) == 1;
        return there ? picture.extradata().get(place) & 0xff : otherwise & 0xff;
    }

    /** Whether a picture is shown before one that came earlier: then there are B-frames after all. */
    boolean goesBack(long micros) {
        return micros < last;
    }

    @Override
    public WhipTrack track() {
        return track;
    }

    @Override
    public void take(AVPacket packet, long micros, Consumer<AVPacket> out) {
        boolean isWhole = (packet.flags() & avcodec.AV_PKT_FLAG_CORRUPT) == 0;
        begun = isWhole && (begun || (packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0);
        if (!begun || micros <= last) {
            return;
        }
        last = micros;
        packet.pts(micros);
        packet.dts(micros);
        packet.duration(0);
        out.accept(packet);
    }

    @Override
    public void close() {
        track.close();
    }
}
