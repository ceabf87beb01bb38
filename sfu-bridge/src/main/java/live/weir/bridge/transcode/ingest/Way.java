package live.weir.bridge.transcode.ingest;

import java.util.function.Consumer;
import live.weir.bridge.transcode.whip.WhipTrack;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** What becomes of pictures, or of sound. Times are microseconds. */
interface Way extends AutoCloseable {

    WhipTrack track();

    /** @param out may use what it gets only meanwhile */
    void take(AVPacket packet, long micros, Consumer<AVPacket> out);

    @Override
    void close();
}
