package live.weir.bridge.transcode;

import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.global.avutil;

/** FFmpeg said no. Only in children. */
public final class FfmpegFailure extends RuntimeException {

    private final int code;

    private FfmpegFailure(String what, int code) {
        super(what + ": " + wordsFor(code));
        this.code = code;
    }

    /** @throws FfmpegFailure if the result is an error; else gives it back */
    public static int unlessFailed(String what, int result) {
        if (result < 0) {
            throw new FfmpegFailure(what, result);
        }
        return result;
    }

    public int code() {
        return code;
    }

    /** FFmpeg's own for the code. */
    public String words() {
        return wordsFor(code);
    }

    private static String wordsFor(int code) {
        byte[] text = new byte[128];
        avutil.av_strerror(code, text, text.length);
        int end = 0;
        while (end < text.length && text[end] != 0) {
            end++;
        }
        return new String(text, 0, end, StandardCharsets.UTF_8);
    }
}
