package live.weir.bridge.transcode.whip;

import static live.weir.bridge.transcode.FfmpegFailure.unlessFailed;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;

/** What a track to publish consists of. */
public final class WhipTrack implements AutoCloseable {

    private final AVCodecParameters parameters = avcodec.avcodec_parameters_alloc();
    private final AVRational timeBase;

    private WhipTrack(AVRational timeBase) {
        this.timeBase = timeBase;
    }

    /** What an encoder makes. */
    public static WhipTrack of(AVCodecContext encoder) {
        return of(encoder, encoder.time_base());
    }

    /** The same, with times that the encoder does not know of. */
    public static WhipTrack of(AVCodecContext encoder, AVRational timeBase) {
        WhipTrack track = new WhipTrack(timeBase);
        unlessFailed("A track", avcodec.avcodec_parameters_from_context(track.parameters, encoder));
        return track;
    }

    /** What is handed on as it came. */
    public static WhipTrack of(AVCodecParameters parameters, AVRational timeBase) {
        WhipTrack track = new WhipTrack(timeBase);
        unlessFailed("A track", avcodec.avcodec_parameters_copy(track.parameters, parameters));
        return track;
    }

    /** May be changed before the track is published. */
    public AVCodecParameters parameters() {
        return parameters;
    }

    public AVRational timeBase() {
        return timeBase;
    }

    @Override
    public void close() {
        avcodec.avcodec_parameters_free(parameters);
    }
}
