package live.weir.bridge.record;

import static live.weir.bridge.transcode.FfmpegFailure.unlessFailed;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import live.weir.bridge.program.ProgramChunk;
import live.weir.bridge.program.ProgramFormat;
import live.weir.bridge.program.ProgramSink;
import live.weir.bridge.program.ProgramTrack;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/** Some seconds of picture and sound, in CMAF as FFmpeg makes it; the same chunks each time they are fed. */
public final class RealProgram {

    private static final int FRAMES_OF_CHUNK = 10;
    private static final int FRAMES_OF_SEGMENT = 60;
    private static final int RATE = 30;
    private static final int SAMPLES = 1_024;
    private static final int HERTZ = 48_000;
    private static final int BLOCKS_OF_CHUNK = 15;

    private final List<ProgramTrack> tracks = new ArrayList<>();
    private final List<Made> chunks = new ArrayList<>();

    @SuppressWarnings("ArrayRecordComponent") // nobody compares two
    private record Made(int track, long start, long duration, boolean independent, byte[] bytes) {}

    public RealProgram(int seconds) {
        video(seconds);
        audio(seconds);
        chunks.sort(java.util.Comparator.comparingLong(chunk -> chunk.start() + chunk.duration()));
    }

    public void feed(ProgramSink sink, Instant origin) {
        sink.begin(new ProgramFormat(origin, tracks));
        for (Made chunk : chunks) {
            ByteBuf bytes = Unpooled.directBuffer(chunk.bytes().length).writeBytes(chunk.bytes());
            sink.chunk(new ProgramChunk(chunk.track(), chunk.start(), chunk.duration(), chunk.independent(), bytes));
        }
    }

    private void video(int seconds) {
        AVCodecContext encoder = encoder("libopenh264");
        encoder.width(320).height(240).pix_fmt(avutil.AV_PIX_FMT_YUV420P).time_base(rational(1, RATE));
        encoder.framerate(rational(RATE, 1))
                .gop_size(FRAMES_OF_SEGMENT)
                .bit_rate(300_000)
                .max_b_frames(0);
        try (Fragments fragments = new Fragments(encoder, "libopenh264")) {
            tracks.add(new ProgramTrack(
                    "v240", ProgramTrack.Kind.VIDEO, "avc1.42c01e", 320, 240, RATE, 300_000, 0, fragments.header()));
            AVFrame frame = avutil.av_frame_alloc();
            frame.width(320).height(240).format(avutil.AV_PIX_FMT_YUV420P);
            unlessFailed("A frame", avutil.av_frame_get_buffer(frame, 0));
            for (int number = 0; number < seconds * RATE; number++) {
                avutil.av_frame_make_writable(frame);
                fill(frame.data(0), frame.linesize(0) * 240L, (byte) (16 + number * 3 % 200));
                fill(frame.data(1), frame.linesize(1) * 120L, (byte) 128);
                fill(frame.data(2), frame.linesize(2) * 120L, (byte) (number % 255));
                frame.pts(number);
                fragments.encode(frame);
                if ((number + 1) % FRAMES_OF_CHUNK == 0) {
                    long start = (number + 1L - FRAMES_OF_CHUNK) * 1_000_000 / RATE;
                    long end = (number + 1L) * 1_000_000 / RATE;
                    boolean independent = (number + 1 - FRAMES_OF_CHUNK) % FRAMES_OF_SEGMENT == 0;
                    chunks.add(new Made(0, start, end - start, independent, fragments.cut()));
                }
            }
            avutil.av_frame_free(frame);
        }
    }

    private void audio(int seconds) {
        AVCodecContext encoder = encoder("aac");
        encoder.sample_rate(HERTZ)
                .sample_fmt(avutil.AV_SAMPLE_FMT_FLTP)
                .bit_rate(64_000)
                .time_base(rational(1, HERTZ));
        avutil.av_channel_layout_default(encoder.ch_layout(), 1);
        try (Fragments fragments = new Fragments(encoder, "aac")) {
            tracks.add(new ProgramTrack(
                    "audio", ProgramTrack.Kind.AUDIO, "mp4a.40.2", 0, 0, 0, 64_000, 1, fragments.header()));
            AVFrame frame = avutil.av_frame_alloc();
            frame.nb_samples(SAMPLES).format(avutil.AV_SAMPLE_FMT_FLTP).sample_rate(HERTZ);
            avutil.av_channel_layout_default(frame.ch_layout(), 1);
            unlessFailed("A frame", avutil.av_frame_get_buffer(frame, 0));
            int blocks = seconds * HERTZ / SAMPLES / BLOCKS_OF_CHUNK * BLOCKS_OF_CHUNK;
            for (int number = 0; number < blocks; number++) {
                avutil.av_frame_make_writable(frame);
                fill(frame.data(0), SAMPLES * 4L, (byte) 0);
                frame.pts((long) number * SAMPLES);
                fragments.encode(frame);
                if ((number + 1) % BLOCKS_OF_CHUNK == 0) {
                    long start = (number + 1L - BLOCKS_OF_CHUNK) * SAMPLES * 1_000_000 / HERTZ;
                    long end = (number + 1L) * SAMPLES * 1_000_000 / HERTZ;
                    chunks.add(new Made(1, start, end - start, true, fragments.cut()));
                }
            }
            avutil.av_frame_free(frame);
        }
    }

    private static void fill(BytePointer pointer, long size, byte value) {
        byte[] bytes = new byte[(int) size];
        java.util.Arrays.fill(bytes, value);
        pointer.put(bytes, 0, bytes.length);
    }

    private static AVRational rational(int numerator, int denominator) {
        return avutil.av_make_q(numerator, denominator);
    }

    private static AVCodecContext encoder(String name) {
        AVCodecContext encoder = avcodec.avcodec_alloc_context3(avcodec.avcodec_find_encoder_by_name(name));
        return encoder.flags(encoder.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
    }

    /** FFmpeg's MP4 muxer, whose output is taken a fragment at a time. */
    private static final class Fragments implements AutoCloseable {

        private final AVCodecContext encoder;
        private final AVFormatContext muxer = new AVFormatContext(null);
        private final AVPacket packet = avcodec.av_packet_alloc();
        private final byte[] header;

        Fragments(AVCodecContext encoder, String name) {
            this.encoder = encoder;
            AVCodec codec = avcodec.avcodec_find_encoder_by_name(name);
            unlessFailed(name, avcodec.avcodec_open2(encoder, codec, (AVDictionary) null));
            unlessFailed("mp4", avformat.avformat_alloc_output_context2(muxer, (AVOutputFormat) null, "mp4", null));
            AVStream stream = avformat.avformat_new_stream(muxer, null);
            stream.time_base(encoder.time_base());
            unlessFailed("A stream", avcodec.avcodec_parameters_from_context(stream.codecpar(), encoder));
            open();
            AVDictionary options = new AVDictionary(null);
            avutil.av_dict_set(options, "movflags", "cmaf+frag_custom+empty_moov+default_base_moof", 0);
            unlessFailed("mp4", avformat.avformat_write_header(muxer, options));
            avutil.av_dict_free(options);
            header = take();
            open();
        }

        ByteBuf header() {
            return Unpooled.wrappedBuffer(header);
        }

        void encode(AVFrame frame) {
            unlessFailed("An encoder", avcodec.avcodec_send_frame(encoder, frame));
            while (avcodec.avcodec_receive_packet(encoder, packet) >= 0) {
                packet.duration(Math.max(1, encoder.frame_size()));
                avcodec.av_packet_rescale_ts(
                        packet, encoder.time_base(), muxer.streams(0).time_base());
                unlessFailed("mp4", avformat.av_write_frame(muxer, packet));
                avcodec.av_packet_unref(packet);
            }
        }

        byte[] cut() {
            unlessFailed("mp4", avformat.av_write_frame(muxer, (AVPacket) null));
            byte[] bytes = take();
            open();
            return bytes;
        }

        private void open() {
            AVIOContext output = new AVIOContext(null);
            unlessFailed("A buffer", avformat.avio_open_dyn_buf(output));
            muxer.pb(output);
        }

        private byte[] take() {
            BytePointer pointer = new BytePointer((BytePointer) null);
            int size = avformat.avio_close_dyn_buf(muxer.pb(), pointer);
            byte[] bytes = new byte[size];
            pointer.limit(size).get(bytes);
            avutil.av_free(pointer);
            return bytes;
        }

        @Override
        public void close() {
            take();
            muxer.pb(null);
            avformat.avformat_free_context(muxer);
            avcodec.av_packet_free(packet);
            avcodec.avcodec_free_context(encoder);
        }
    }
}
