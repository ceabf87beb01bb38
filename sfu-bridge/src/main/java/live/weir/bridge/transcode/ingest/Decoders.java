package live.weir.bridge.transcode.ingest;

import static live.weir.bridge.transcode.FfmpegFailure.unlessFailed;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** Opens what reads an encoder's pictures and sound, within bounds. Their times are microseconds. */
final class Decoders {

    private static final long MOST_PIXELS = 4096L * 2304;

    private Decoders() {}

    static AVCodecContext open(AVCodecParameters parameters) {
        AVCodec codec = avcodec.avcodec_find_decoder(parameters.codec_id());
        if (codec == null || codec.isNull()) {
            throw new IllegalStateException("This FFmpeg does not read "
                    + avcodec.avcodec_get_name(parameters.codec_id()).getString());
        }
        AVCodecContext decoder = avcodec.avcodec_alloc_context3(codec);
        unlessFailed("A decoder", avcodec.avcodec_parameters_to_context(decoder, parameters));
        decoder.thread_count(1); // threads of frames would hold pictures back
        decoder.max_pixels(MOST_PIXELS);
        decoder.pkt_timebase(avutil.av_make_q(1, 1_000_000));
        unlessFailed("A decoder", avcodec.avcodec_open2(decoder, codec, (AVDictionary) null));
        return decoder;
    }
}
