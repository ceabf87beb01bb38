package live.weir.bridge.transcode.worker;

import live.weir.bridge.transcode.Rung;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * The encoders of H.264, the preferred first. Which of them there are depends on the machine (NVENC needs its driver) and on
 * the FFmpeg that the operator chose (x264 is in the GPL build only).
 */
public enum EncoderKind {
    NVENC("h264_nvenc", avcodec.AV_PROFILE_H264_HIGH),
    X264("libx264", avcodec.AV_PROFILE_H264_HIGH),
    OPENH264("libopenh264", avcodec.AV_PROFILE_H264_CONSTRAINED_BASELINE);

    final String codec;
    private final int profile;

    EncoderKind(String codec, int profile) {
        this.codec = codec;
        this.profile = profile;
    }

    /** The first that opens. */
    public static EncoderKind best() {
        int level = avutil.av_log_get_level();
        avutil.av_log_set_level(avutil.AV_LOG_QUIET); // a missing driver is no news
        try {
            for (EncoderKind kind : values()) {
                if (kind.opens()) {
                    return kind;
                }
            }
        } finally {
            avutil.av_log_set_level(level);
        }
        throw new IllegalStateException("This FFmpeg has no encoder of H.264 that opens");
    }

    private boolean opens() {
        try (Encoder encoder = open(new Rung(640, 360, 800_000), 30, 60)) {
            return encoder.context().extradata_size() > 0;
        } catch (RuntimeException not) {
            return false;
        }
    }

    /** Without pictures that lie ahead, so that each goes out as it comes in; keyframes are the caller's. */
    public Encoder open(Rung rung, int frameRate, int keyframeFrames) {
        return Encoder.open(codec, true, context -> {
            context.width(rung.width()).height(rung.height()).pix_fmt(avutil.AV_PIX_FMT_YUV420P);
            context.time_base(avutil.av_make_q(1, frameRate));
            context.framerate(avutil.av_make_q(frameRate, 1));
            context.sample_aspect_ratio(avutil.av_make_q(1, 1));
            context.gop_size(keyframeFrames);
            context.max_b_frames(0);
            context.bit_rate(rung.bitrate());
            context.profile(profile);
            context.thread_count(1); // rungs are encoded beside each other
            special(context, rung);
        });
    }

    private void special(AVCodecContext context, Rung rung) {
        switch (this) {
            case NVENC -> {
                set(context, "preset", "p3");
                set(context, "tune", "ull");
                set(context, "rc", "cbr");
                set(context, "delay", "0");
                set(context, "zerolatency", "1");
                set(context, "forced-idr", "1");
                set(context, "no-scenecut", "1");
            }
            case X264 -> {
                context.rc_max_rate(rung.bitrate() * 5L / 4);
                context.rc_buffer_size(rung.bitrate());
                set(context, "preset", "veryfast");
                set(context, "tune", "zerolatency");
                set(context, "forced-idr", "1");
                set(context, "x264-params", "scenecut=0:open-gop=0:sliced-threads=0");
            }
            case OPENH264 -> {
                set(context, "rc_mode", "bitrate");
                set(context, "allow_skip_frames", "0");
            }
        }
    }

    private static void set(AVCodecContext context, String option, String value) {
        avutil.av_opt_set(context.priv_data(), option, value, 0);
    }
}
