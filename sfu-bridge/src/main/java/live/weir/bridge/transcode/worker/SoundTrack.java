package live.weir.bridge.transcode.worker;

import static live.weir.bridge.transcode.FfmpegFailure.unlessFailed;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import live.weir.bridge.transcode.wire.FormatWords;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.FloatPointer;

/** Blocks of sound as AAC, in chunks. */
final class SoundTrack implements AutoCloseable {

    private static final int CHANNELS = 2;

    private final int bitrate;
    private final Encoder encoder;
    private final AVFrame frame;
    private final ChunkBuilder chunks;
    private final int blocksPerChunk;
    private final Consumer<ByteBuffer> out;
    private int gathered;
    private long newest;

    /** @param index of the track */
    SoundTrack(int index, int bitrate, long partMillis, Consumer<ByteBuffer> out) {
        this.bitrate = bitrate;
        this.out = out;
        this.chunks = new ChunkBuilder(index, CmafHeader.AAC_RATE);
        this.blocksPerChunk = (int) Math.max(1, partMillis * CmafHeader.AAC_RATE / 1000 / Mixer.BLOCK);
        this.encoder = Encoder.open("aac", true, context -> {
            context.sample_fmt(avutil.AV_SAMPLE_FMT_FLTP)
                    .sample_rate(CmafHeader.AAC_RATE)
                    .bit_rate(bitrate);
            context.time_base(avutil.av_make_q(1, CmafHeader.AAC_RATE));
            context.profile(avcodec.AV_PROFILE_AAC_LOW);
            avutil.av_channel_layout_default(context.ch_layout(), CHANNELS);
        });
        this.frame = avutil.av_frame_alloc();
        frame.format(avutil.AV_SAMPLE_FMT_FLTP).sample_rate(CmafHeader.AAC_RATE).nb_samples(Mixer.BLOCK);
        avutil.av_channel_layout_default(frame.ch_layout(), CHANNELS);
        unlessFailed("A frame", avutil.av_frame_get_buffer(frame, 0));
    }

    FormatWords.Track format() {
        return new FormatWords.Track(
                "audio",
                true,
                "mp4a.40.2",
                0,
                0,
                0,
                bitrate,
                CHANNELS,
                CmafHeader.audio(CHANNELS, bitrate, encoder.extradata()));
    }

    void encode(long block, float[] left, float[] right) {
        unlessFailed("A frame", avutil.av_frame_make_writable(frame));
        new FloatPointer(frame.data(0)).put(left, 0, Mixer.BLOCK);
        new FloatPointer(frame.data(1)).put(right, 0, Mixer.BLOCK);
        frame.pts(block * Mixer.BLOCK);
        encoder.encode(frame, this::gather);
    }

    /** What comes before the start of time only primes decoders. */
    private void gather(byte[] bytes, int length, long time, boolean keyframe) {
        if (time < 0) {
            return;
        }
        chunks.add(time, true, bytes, length);
        gathered++;
        newest = time;
        if (gathered == blocksPerChunk) {
            out.accept(chunks.finish(time + Mixer.BLOCK));
            gathered = 0;
        }
    }

    /** Of sound that has an end: what is gathered is the last chunk. */
    void endChunk() {
        if (gathered > 0) {
            out.accept(chunks.finish(newest + Mixer.BLOCK));
            gathered = 0;
        }
    }

    @Override
    public void close() {
        encoder.close();
        avutil.av_frame_free(frame);
    }
}
