package live.weir.bridge.transcode.worker;

import static live.weir.bridge.transcode.FfmpegFailure.unlessFailed;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import live.weir.bridge.transcode.Rung;
import live.weir.bridge.transcode.wire.FormatWords;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/** One quality of the picture: scaled, encoded, in chunks. All rungs have their keyframes and the ends of their chunks at the same times. */
final class RungTrack implements AutoCloseable {

    private final Rung rung;
    private final Timing timing;
    private final Encoder encoder;
    private final ParameterSets sets;
    private final AVFrame frame;
    private final Scaler scaler = new Scaler();
    private final ChunkBuilder chunks;
    private final Consumer<ByteBuffer> out;
    private final int timescale;

    RungTrack(int index, Rung rung, EncoderKind kind, Timing timing, Consumer<ByteBuffer> out) {
        this.rung = rung;
        this.timing = timing;
        this.out = out;
        this.encoder = kind.open(rung, timing.frameRate(), timing.keyframeFrames());
        this.sets = ParameterSets.of(encoder.extradata());
        this.frame = Frames.picture(rung.width(), rung.height());
        this.timescale = timing.timescale();
        this.chunks = new ChunkBuilder(index, timescale);
    }

    Rung rung() {
        return rung;
    }

    FormatWords.Track format() {
        return new FormatWords.Track(
                "v" + rung.height(),
                false,
                sets.codecs(),
                rung.width(),
                rung.height(),
                timing.frameRate(),
                rung.bitrate(),
                0,
                CmafHeader.video(rung.width(), rung.height(), timescale, sets));
    }

    /** @param number of the picture since the run's start; those between were left out */
    void encode(AVFrame canvas, long number) {
        unlessFailed("A frame", avutil.av_frame_make_writable(frame));
        scaler.scale(canvas, frame);
        frame.pts(number);
        frame.pict_type(timing.isKeyframe(number) ? avutil.AV_PICTURE_TYPE_I : avutil.AV_PICTURE_TYPE_NONE);
        encoder.encode(frame, this::gather);
    }

    private void gather(byte[] bytes, int length, long number, boolean keyframe) {
        chunks.addH264(number * timing.frameUnits(), keyframe, bytes, length);
    }

    /** Ends the chunk before this picture; nothing was gathered if it is the first. */
    void endChunk(long number) {
        if (!chunks.isEmpty()) {
            out.accept(chunks.finish(number * timing.frameUnits()));
        }
    }

    /** The picture as it was encoded last. */
    AVFrame frame() {
        return frame;
    }

    @Override
    public void close() {
        encoder.close();
        avutil.av_frame_free(frame);
        scaler.close();
    }
}
