package live.weir.bridge.transcode.whip;

import live.weir.bridge.transcode.FfmpegFailure;
import org.bytedeco.ffmpeg.global.avutil;

/** What a failure to publish means. */
public final class WhipTrouble {

    private WhipTrouble() {}

    /** The server heard the offer and says no: trying again at once would not help. */
    public static boolean isRefusal(FfmpegFailure failure) {
        int code = failure.code();
        return code == avutil.AVERROR_HTTP_UNAUTHORIZED()
                || code == avutil.AVERROR_HTTP_FORBIDDEN()
                || code == avutil.AVERROR_HTTP_NOT_FOUND()
                || code == avutil.AVERROR_HTTP_BAD_REQUEST()
                || code == avutil.AVERROR_HTTP_OTHER_4XX();
    }

    public static String sentence(FfmpegFailure failure) {
        int code = failure.code();
        if (code == avutil.AVERROR_HTTP_UNAUTHORIZED() || code == avutil.AVERROR_HTTP_FORBIDDEN()) {
            return "the server does not accept the stream key";
        }
        if (code == avutil.AVERROR_HTTP_NOT_FOUND()) {
            return "the server knows no such channel (404)";
        }
        return isRefusal(failure)
                ? "the server refuses the offer (" + failure.words() + ")"
                : "the server cannot be reached (" + failure.words() + ")";
    }
}
