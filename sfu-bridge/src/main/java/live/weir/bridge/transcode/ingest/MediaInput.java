package live.weir.bridge.transcode.ingest;

import static live.weir.bridge.transcode.FfmpegFailure.unlessFailed;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * FLV or MPEG-TS from the node's socket, taken apart by FFmpeg. Before it the socket says a time (8 bytes, microseconds since 1970): when
 * FLV's time zero was, or when the first of MPEG-TS came, whose times begin anywhere. FFmpeg reads from here and from nowhere else: no
 * protocol is allowed to it, and no other format.
 */
final class MediaInput implements AutoCloseable {

    private static final AVRational MICROS = avutil.av_make_q(1, 1_000_000);
    private static final int BUFFER = 32 << 10;
    private static final long PROBE_BYTES = 2 << 20;
    private static final long PROBE_MICROS = 1_000_000;
    private static final int MOST_STREAMS = 8;

    private final MediaForm form;
    private final SocketChannel socket;
    private final Reader reader = new Reader();
    private final AVIOContext io;
    private final AVFormatContext context;
    private long zero;
    private boolean knowsZero;
    private boolean open;

    MediaInput(SocketChannel socket, MediaForm form) {
        this.form = form;
        this.socket = socket;
        BytePointer buffer = new BytePointer(avutil.av_malloc(BUFFER)).capacity(BUFFER);
        this.io = avformat.avio_alloc_context(buffer, BUFFER, 0, null, reader, null, null);
        io.seekable(0);
        this.context = avformat.avformat_alloc_context();
    }

    /** FFmpeg wants bytes: what there is, at least one. */
    private final class Reader extends Read_packet_Pointer_BytePointer_int {

        @Override
        public int call(@Nullable Pointer opaque, BytePointer bytes, int size) {
            try {
                int read = socket.read(bytes.position(0).capacity(size).asBuffer());
                return read < 0 ? avutil.AVERROR_EOF : read;
            } catch (IOException closed) {
                return avutil.AVERROR_EOF;
            }
        }
    }

    /**
     * Waits until it knows what comes.
     *
     * @throws live.weir.bridge.transcode.FfmpegFailure if it is nothing that FFmpeg knows
     */
    void open() throws IOException {
        ByteBuffer head = ByteBuffer.allocate(Long.BYTES);
        while (head.hasRemaining()) {
            if (socket.read(head) < 0) {
                throw new EOFException("The node has nothing to say");
            }
        }
        zero = head.flip().getLong();
        knowsZero = form == MediaForm.FLV;
        context.pb(io);
        // FLV tells in its first tags what it is; of MPEG-TS up to a second is looked through, which must not be lost.
        int buffers = form == MediaForm.FLV ? AVFormatContext.AVFMT_FLAG_NOBUFFER : 0;
        context.flags(context.flags() | AVFormatContext.AVFMT_FLAG_CUSTOM_IO | buffers);
        context.probesize(PROBE_BYTES).max_analyze_duration(PROBE_MICROS).max_streams(MOST_STREAMS);
        AVDictionary options = new AVDictionary(null);
        avutil.av_dict_set(options, "protocol_whitelist", "none", 0);
        avutil.av_dict_set(options, "format_whitelist", form.demuxer, 0);
        try {
            unlessFailed(
                    "The input",
                    avformat.avformat_open_input(
                            context, (String) null, avformat.av_find_input_format(form.demuxer), options));
        } finally {
            avutil.av_dict_free(options);
        }
        open = true;
        unlessFailed("The input", avformat.avformat_find_stream_info(context, (AVDictionary) null));
    }

    /** When the stream's time zero was, in microseconds since 1970. */
    long zero() {
        return zero;
    }

    int streams() {
        return context.nb_streams();
    }

    AVStream stream(int index) {
        return context.streams(index);
    }

    int frameRate(AVStream stream) {
        var rate = avformat.av_guess_frame_rate(context, stream, null);
        return rate.den() == 0 || rate.num() == 0 ? 0 : Math.round((float) rate.num() / rate.den());
    }

    /** False at the end. */
    boolean read(AVPacket packet) {
        int read = avformat.av_read_frame(context, packet);
        if (read == avutil.AVERROR_EOF) {
            return false;
        }
        unlessFailed("The input", read);
        learnZero(packet);
        return true;
    }

    private void learnZero(AVPacket first) {
        if (!knowsZero && first.dts() != avutil.AV_NOPTS_VALUE) {
            knowsZero = true;
            zero -= avutil.av_rescale_q(
                    first.dts(), stream(first.stream_index()).time_base(), MICROS);
        }
    }

    @Override
    public void close() {
        if (open) {
            avformat.avformat_close_input(context);
        }
        avutil.av_freep(new org.bytedeco.javacpp.PointerPointer<BytePointer>(io.position(0)));
        avformat.avio_context_free(io);
        reader.close();
    }
}
