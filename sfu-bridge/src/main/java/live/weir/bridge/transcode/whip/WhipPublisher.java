package live.weir.bridge.transcode.whip;

import static live.weir.bridge.transcode.FfmpegFailure.unlessFailed;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import live.weir.bridge.transcode.FfmpegFailure;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * FFmpeg's WHIP muxer on one session. It offers {@code setup:passive}, so that the server is the DTLS client; it hears no
 * keyframe requests, therefore who publishes makes keyframes by itself.
 */
public final class WhipPublisher implements AutoCloseable {

    private static final Duration OPENING = Duration.ofSeconds(8);
    private static final Duration LEAVING = Duration.ofSeconds(2);
    private static final int RTP_PACKET_BYTES = 1200;

    private final AVFormatContext context;
    private final List<WhipTrack> tracks;
    private final Waiting waiting;
    private boolean open;

    private WhipPublisher(AVFormatContext context, Waiting waiting, List<WhipTrack> tracks) {
        this.context = context;
        this.waiting = waiting;
        this.tracks = tracks;
    }

    /** FFmpeg asks it, while it waits, whether it should give up. */
    private static final class Waiting extends AVIOInterruptCB.Callback_Pointer {

        private final BooleanSupplier isOver;
        private long deadline;
        private boolean opening = true;

        Waiting(BooleanSupplier isOver) {
            this.isOver = isOver;
        }

        void until(Duration limit) {
            deadline = System.nanoTime() + limit.toNanos();
        }

        @Override
        public int call(@Nullable Pointer opaque) {
            return System.nanoTime() > deadline || (opening && isOver.getAsBoolean()) ? 1 : 0;
        }
    }

    /**
     * Offers, connects and shakes hands.
     *
     * @param key the stream key
     * @param startMicros since 1970: when what has the time zero was captured; 0 for now
     * @param isOver asked while it waits
     * @throws FfmpegFailure if any of it fails
     */
    public static WhipPublisher open(
            URI whip, String key, long startMicros, BooleanSupplier isOver, List<WhipTrack> tracks) {
        AVFormatContext context = new AVFormatContext(null);
        unlessFailed(
                "WHIP",
                avformat.avformat_alloc_output_context2(context, (AVOutputFormat) null, "whip", whip.toString()));
        WhipPublisher publisher = new WhipPublisher(context, new Waiting(isOver), List.copyOf(tracks));
        try {
            publisher.begin(key, startMicros);
            return publisher;
        } catch (RuntimeException failure) {
            publisher.close();
            throw failure;
        }
    }

    private void begin(String key, long startMicros) {
        context.strict_std_compliance(avcodec.FF_COMPLIANCE_EXPERIMENTAL); // as FFmpeg 8 calls this muxer
        context.start_time_realtime(startMicros); // sender reports tell it
        context.interrupt_callback().callback(waiting);
        for (WhipTrack track : tracks) {
            AVStream stream = avformat.avformat_new_stream(context, null);
            stream.time_base(track.timeBase());
            unlessFailed("A stream", avcodec.avcodec_parameters_copy(stream.codecpar(), track.parameters()));
            stream.codecpar().codec_tag(0);
        }
        AVDictionary options = new AVDictionary(null);
        avutil.av_dict_set(options, "authorization", key, 0);
        avutil.av_dict_set_int(options, "pkt_size", RTP_PACKET_BYTES, 0);
        try {
            waiting.until(OPENING);
            unlessFailed("WHIP", avformat.avformat_write_header(context, options));
            open = true;
        } finally {
            waiting.opening = false;
            avutil.av_dict_free(options);
        }
    }

    /** @param stream index of the packet's track, in whose time base its times are */
    public void send(int stream, AVPacket packet) {
        waiting.until(OPENING);
        packet.stream_index(stream);
        avcodec.av_packet_rescale_ts(
                packet, tracks.get(stream).timeBase(), context.streams(stream).time_base());
        unlessFailed("WHIP", avformat.av_write_frame(context, packet));
    }

    /** Takes leave of the server, if it is there to hear it. */
    @Override
    public void close() {
        waiting.until(LEAVING);
        if (open) {
            open = false;
            avformat.av_write_trailer(context);
        }
        avformat.avformat_free_context(context);
        waiting.close();
    }
}
