package live.weir.bridge.transcode.movie;

import static live.weir.bridge.transcode.FfmpegFailure.unlessFailed;

import java.nio.file.Path;
import java.util.function.IntToLongFunction;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * A short film: dark and silent at first, bright and loud from its middle on, so that picture and sound can be held against each
 * other. Its left half is a little brighter than its right, so that one sees how it was turned.
 */
public final class TestMovie {

    private static final int HERTZ = 44_100;
    private static final int SAMPLES = 1_024;

    private int width = 320;
    private int height = 180;
    private int rate = 25;
    private double seconds = 2;
    private boolean pictures = true;
    private boolean sound = true;
    private int turned;
    private IntToLongFunction times = number -> (long) number * 1000 / rate;

    public static TestMovie of(double seconds) {
        TestMovie movie = new TestMovie();
        movie.seconds = seconds;
        return movie;
    }

    public TestMovie sized(int wide, int tall) {
        width = wide;
        height = tall;
        return this;
    }

    public TestMovie at(int pictures) {
        rate = pictures;
        return this;
    }

    public TestMovie silent() {
        sound = false;
        return this;
    }

    public TestMovie blind() {
        pictures = false;
        return this;
    }

    /** As a camera notes it that was held on its side: to be turned by so many degrees clockwise. */
    public TestMovie turned(int degrees) {
        turned = degrees;
        return this;
    }

    /** When each picture is to be seen, in milliseconds. */
    public TestMovie timed(IntToLongFunction when) {
        times = when;
        return this;
    }

    /** The container is that of the file's name. */
    public Path write(Path file) {
        AVFormatContext muxer = new AVFormatContext(null);
        unlessFailed(
                "A muxer",
                avformat.avformat_alloc_output_context2(muxer, (AVOutputFormat) null, null, file.toString()));
        try (Track picture = pictures ? new Track(muxer, pictureEncoder(), turned) : null;
                Track voice = sound ? new Track(muxer, soundEncoder(), 0) : null) {
            AVIOContext output = new AVIOContext(null);
            unlessFailed("The file", avformat.avio_open(output, file.toString(), avformat.AVIO_FLAG_WRITE));
            muxer.pb(output);
            unlessFailed("The file", avformat.avformat_write_header(muxer, (AVDictionary) null));
            if (picture != null) {
                pictures(picture);
            }
            if (voice != null) {
                voice(voice);
            }
            unlessFailed("The file", avformat.av_write_trailer(muxer));
            avformat.avio_close(output);
            muxer.pb(null);
        }
        avformat.avformat_free_context(muxer);
        return file;
    }

    private AVCodecContext pictureEncoder() {
        AVCodec codec = avcodec.avcodec_find_encoder_by_name("libopenh264");
        AVCodecContext encoder = avcodec.avcodec_alloc_context3(codec);
        encoder.width(width).height(height).pix_fmt(avutil.AV_PIX_FMT_YUV420P);
        encoder.time_base(avutil.av_make_q(1, 1000)).framerate(avutil.av_make_q(rate, 1));
        encoder.bit_rate(400_000).gop_size(rate).max_b_frames(0);
        encoder.flags(encoder.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
        unlessFailed("An encoder", avcodec.avcodec_open2(encoder, codec, (AVDictionary) null));
        return encoder;
    }

    private static AVCodecContext soundEncoder() {
        AVCodec codec = avcodec.avcodec_find_encoder_by_name("aac");
        AVCodecContext encoder = avcodec.avcodec_alloc_context3(codec);
        encoder.sample_rate(HERTZ).sample_fmt(avutil.AV_SAMPLE_FMT_FLTP).bit_rate(64_000);
        encoder.time_base(avutil.av_make_q(1, HERTZ));
        avutil.av_channel_layout_default(encoder.ch_layout(), 1);
        encoder.flags(encoder.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
        unlessFailed("An encoder", avcodec.avcodec_open2(encoder, codec, (AVDictionary) null));
        return encoder;
    }

    private void pictures(Track track) {
        AVFrame frame = avutil.av_frame_alloc();
        frame.format(avutil.AV_PIX_FMT_YUV420P).width(width).height(height);
        unlessFailed("A frame", avutil.av_frame_get_buffer(frame, 0));
        for (int number = 0; times.applyAsLong(number) < seconds * 1000; number++) {
            long at = times.applyAsLong(number);
            unlessFailed("A frame", avutil.av_frame_make_writable(frame));
            int light = at >= seconds * 500 ? 180 : 20;
            for (int y = 0; y < height; y++) {
                BytePointer row = frame.data(0).getPointer((long) y * frame.linesize(0));
                BytePointer.memset(row, light + 40, width / 2);
                BytePointer.memset(row.getPointer(width / 2), light, width - width / 2);
            }
            for (int plane = 1; plane < 3; plane++) {
                BytePointer.memset(frame.data(plane), 128, (long) frame.linesize(plane) * ((height + 1) / 2));
            }
            frame.pts(at);
            track.encode(frame);
        }
        track.encode(null);
        avutil.av_frame_free(frame);
    }

    private void voice(Track track) {
        AVFrame frame = avutil.av_frame_alloc();
        frame.format(avutil.AV_SAMPLE_FMT_FLTP).sample_rate(HERTZ).nb_samples(SAMPLES);
        avutil.av_channel_layout_default(frame.ch_layout(), 1);
        unlessFailed("A frame", avutil.av_frame_get_buffer(frame, 0));
        float[] tone = new float[SAMPLES];
        for (long at = 0; at < seconds * HERTZ; at += SAMPLES) {
            unlessFailed("A frame", avutil.av_frame_make_writable(frame));
            for (int i = 0; i < SAMPLES; i++) {
                boolean loud = at + i >= seconds * HERTZ / 2;
                tone[i] = loud ? (float) (0.5 * Math.sin(2 * Math.PI * 600 * (at + i) / HERTZ)) : 0;
            }
            new FloatPointer(frame.data(0)).put(tone, 0, SAMPLES);
            frame.pts(at);
            track.encode(frame);
        }
        track.encode(null);
        avutil.av_frame_free(frame);
    }

    /** An encoder and its place in the file. */
    private static final class Track implements AutoCloseable {

        private final AVFormatContext muxer;
        private final AVCodecContext encoder;
        private final AVStream stream;
        private final AVPacket packet = avcodec.av_packet_alloc();

        Track(AVFormatContext muxer, AVCodecContext encoder, int turned) {
            this.muxer = muxer;
            this.encoder = encoder;
            this.stream = avformat.avformat_new_stream(muxer, null);
            stream.time_base(encoder.time_base());
            unlessFailed("A stream", avcodec.avcodec_parameters_from_context(stream.codecpar(), encoder));
            if (turned != 0) {
                note(turned);
            }
        }

        private void note(int turned) {
            Pointer matrix = avutil.av_malloc(36);
            avutil.av_display_rotation_set(new IntPointer(matrix), turned);
            org.bytedeco.javacpp.PointerPointer<AVPacketSideData> list = new org.bytedeco.javacpp.PointerPointer<>(1);
            list.put(0, (Pointer) null);
            IntPointer count = new IntPointer(1).put(0);
            AVPacketSideData added =
                    avcodec.av_packet_side_data_add(list, count, avcodec.AV_PKT_DATA_DISPLAYMATRIX, matrix, 36, 0);
            if (added == null || added.isNull()) {
                throw new IllegalStateException("No room for a matrix");
            }
            stream.codecpar().coded_side_data(new AVPacketSideData(list.get(0)));
            stream.codecpar().nb_coded_side_data(count.get());
        }

        void encode(@Nullable AVFrame frame) {
            unlessFailed("An encoder", avcodec.avcodec_send_frame(encoder, frame));
            while (avcodec.avcodec_receive_packet(encoder, packet) >= 0) {
                avcodec.av_packet_rescale_ts(packet, encoder.time_base(), stream.time_base());
                packet.stream_index(stream.index());
                unlessFailed("The file", avformat.av_write_frame(muxer, packet));
                avcodec.av_packet_unref(packet);
            }
        }

        @Override
        public void close() {
            avcodec.av_packet_free(packet);
            avcodec.avcodec_free_context(encoder);
        }
    }
}
