package live.weir.bridge.transcode.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import live.weir.bridge.transcode.whip.WhipPublisher;
import live.weir.bridge.transcode.whip.WhipTrack;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.jspecify.annotations.Nullable;

/**
 * One session on the stage, for as long as what comes in stays what it was. Its own time begins with its first packet: that is zero.
 */
final class Broadcast implements AutoCloseable {

    private static final AVRational MICROS = avutil.av_make_q(1, 1_000_000);
    private static final long LONGEST_LEAP = 10_000_000;
    private static final int PADDING = 64; // AV_INPUT_BUFFER_PADDING_SIZE

    private final MediaInput input;
    private final long origin;
    private final @Nullable Lane pictures;
    private final @Nullable Lane sound;
    private final String details;
    private @Nullable WhipPublisher publisher;
    private long last;
    private boolean hasSent;

    /** A stream of the input, what becomes of it, and its place among what is published. */
    private record Lane(int stream, Way way, int place) {}

    /**
     * @param first the packet with which it begins
     * @param remakes told why pictures are encoded anew, before they are
     * @param mustRemake if there were B-frames where none were expected
     */
    Broadcast(MediaInput input, AVPacket first, boolean mustRemake, Consumer<String> remakes) {
        this.input = input;
        this.origin = micros(first, first.dts());
        learn(first);
        int picture = streamOf(avutil.AVMEDIA_TYPE_VIDEO);
        int voice = streamOf(avutil.AVMEDIA_TYPE_AUDIO);
        StringBuilder said = new StringBuilder();
        this.sound = voice < 0 ? null : new Lane(voice, new SoundRemake(parameters(voice)), 0);
        this.pictures =
                picture < 0 ? null : new Lane(picture, way(picture, mustRemake, remakes, said), voice < 0 ? 0 : 1);
        if (voice >= 0) {
            said.append(said.isEmpty() ? "" : ", ").append(name(voice)).append(" as Opus");
        }
        this.details = said.toString();
    }

    private Way way(int stream, boolean mustRemake, Consumer<String> remakes, StringBuilder said) {
        AVCodecParameters picture = parameters(stream);
        said.append(name(stream))
                .append(' ')
                .append(picture.width())
                .append(" × ")
                .append(picture.height());
        Optional<String> objection = mustRemake ? Optional.of("B-frames") : PictureCopy.objection(picture);
        if (objection.isEmpty()) {
            said.append(" as it comes");
            return new PictureCopy(picture);
        }
        said.append(" encoded anew (").append(objection.get()).append(')');
        remakes.accept(objection.get());
        return new PictureRemake(picture, input.frameRate(input.stream(stream)));
    }

    private String name(int stream) {
        return avcodec.avcodec_get_name(parameters(stream).codec_id()).getString();
    }

    private AVCodecParameters parameters(int stream) {
        return input.stream(stream).codecpar();
    }

    /** The first of its kind that says what it is. */
    private int streamOf(int kind) {
        for (int i = 0; i < input.streams(); i++) {
            AVCodecParameters parameters = parameters(i);
            boolean isKnown = kind == avutil.AVMEDIA_TYPE_AUDIO || (parameters.width() > 0 && parameters.height() > 0);
            if (parameters.codec_type() == kind && parameters.codec_id() != avcodec.AV_CODEC_ID_NONE && isKnown) {
                return i;
            }
        }
        return -1;
    }

    boolean isEmpty() {
        return pictures == null && sound == null;
    }

    /** Of what is made of what comes in, for people. */
    String details() {
        return details;
    }

    /** Whether a packet belongs to it; if not, another one has to begin. */
    boolean fits(AVPacket packet) {
        AVStream stream = input.stream(packet.stream_index());
        int kind = stream.codecpar().codec_type();
        boolean isPicture = kind == avutil.AVMEDIA_TYPE_VIDEO;
        if (!isPicture && kind != avutil.AVMEDIA_TYPE_AUDIO) {
            return true;
        }
        Lane lane = isPicture ? pictures : sound;
        long time = micros(packet, packet.dts());
        return lane != null
                && Math.abs(time - origin - last) < LONGEST_LEAP
                && !isNews(packet, stream.codecpar())
                && !goesBack(packet);
    }

    /** A decoder's header that is not the one before. */
    private static boolean isNews(AVPacket packet, AVCodecParameters known) {
        SizeTPointer size = new SizeTPointer(1);
        var header = avcodec.av_packet_get_side_data(packet, avcodec.AV_PKT_DATA_NEW_EXTRADATA, size);
        if (header == null || header.isNull()) {
            return false;
        }
        return size.get() != known.extradata_size() || Pointer.memcmp(header, known.extradata(), size.get()) != 0;
    }

    /** B-frames after all. */
    boolean goesBack(AVPacket packet) {
        return pictures != null
                && packet.stream_index() == pictures.stream()
                && pictures.way() instanceof PictureCopy copy
                && copy.goesBack(micros(packet, packet.pts()) - origin);
    }

    /** Takes the header that a packet brings for that of its stream. */
    private void learn(AVPacket packet) {
        SizeTPointer size = new SizeTPointer(1);
        var header = avcodec.av_packet_get_side_data(packet, avcodec.AV_PKT_DATA_NEW_EXTRADATA, size);
        if (header != null && !header.isNull()) {
            AVCodecParameters parameters = parameters(packet.stream_index());
            Pointer copy = avutil.av_mallocz(size.get() + PADDING);
            Pointer.memcpy(copy, header, size.get());
            avutil.av_free(parameters.extradata());
            parameters.extradata(new org.bytedeco.javacpp.BytePointer(copy));
            parameters.extradata_size((int) size.get());
        }
    }

    private long micros(AVPacket packet, long time) {
        return time == avutil.AV_NOPTS_VALUE
                ? origin + last
                : avutil.av_rescale_q(time, input.stream(packet.stream_index()).time_base(), MICROS);
    }

    /** Offers, connects and shakes hands. */
    void publish(FeedOrders orders, BooleanSupplier isOver) {
        List<WhipTrack> tracks = new ArrayList<>();
        if (sound != null) {
            tracks.add(sound.way().track());
        }
        if (pictures != null) {
            tracks.add(pictures.way().track());
        }
        publisher = WhipPublisher.open(orders.whip(), orders.key(), input.zero() + origin, isOver, tracks);
    }

    void send(AVPacket packet) {
        int stream = packet.stream_index();
        Lane lane = pictures != null && pictures.stream() == stream
                ? pictures
                : sound != null && sound.stream() == stream ? sound : null;
        WhipPublisher open = publisher;
        if (lane == null || open == null) {
            return;
        }
        last = micros(packet, packet.dts()) - origin;
        long shown = micros(packet, packet.pts()) - origin;
        lane.way().take(packet, Math.max(0, shown), made -> {
            open.send(lane.place(), made);
            hasSent = true;
        });
    }

    boolean hasSent() {
        return hasSent;
    }

    @Override
    public void close() {
        WhipPublisher open = publisher;
        publisher = null;
        if (open != null) {
            open.close();
        }
        if (pictures != null) {
            pictures.way().close();
        }
        if (sound != null) {
            sound.way().close();
        }
    }
}
