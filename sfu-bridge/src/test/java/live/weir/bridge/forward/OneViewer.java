package live.weir.bridge.forward;

import io.netty.util.concurrent.ImmediateEventExecutor;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import live.weir.bridge.rtp.Codec;
import live.weir.bridge.rtp.RtcpView;
import live.weir.bridge.rtp.RtcpWriter;
import live.weir.bridge.rtp.RtpView;
import org.jspecify.annotations.Nullable;

/** A whole egress with one slot for a voice and one for a picture, in virtual time; notes what leaves and what is asked for. */
final class OneViewer implements PacketOut, ViewerListener, PublishedTrack.Publisher {

    static final int VOICE = 100;
    static final int PICTURE = 200;
    static final int PICTURE_AGAIN = 201;
    static final long MILLI = 1_000_000L;
    private static final int VIEWER = 7;
    private static final int ROOM = 1200;
    private static final int WIDE_ID = 3;

    private record Due(long at, Runnable task) {}

    /** A packet that left. */
    record Left(
            int ssrc,
            int payloadType,
            int sequence,
            int timestamp,
            boolean marker,
            ByteBuffer payload,
            int transportSequence,
            long at) {

        int original() {
            return payload.getShort(0) & 0xFFFF;
        }
    }

    private final Queue<Due> due = new ArrayDeque<>();
    final List<Left> left = new ArrayList<>();
    final List<Integer> keyframesAsked = new ArrayList<>();
    final List<String> qualities = new ArrayList<>();
    final long[] bitrates = new long[4];
    final int[] heights = new int[4];
    final Scalability[] scalability = new Scalability[4];
    final @Nullable ClockPoint[] clocks = new ClockPoint[4];
    final PublishedTrack picture;
    final PublishedTrack voice;
    final ViewerEgress egress;
    long now = 1_000_000_000_000L;
    long voiceBitrate;
    int redundant = PayloadTypes.NONE;
    int senderReports;
    int pictures;

    OneViewer(int layers) {
        this(Codec.VP8, layers, false);
    }

    {
        Arrays.fill(scalability, Scalability.UNKNOWN);
    }

    /** Of a track that others watch too. */
    OneViewer(PublishedTrack shared) {
        picture = shared;
        voice = newVoice();
        egress = newEgress(false);
    }

    /** Of another publisher's voice; takes redundancy under a payload type, or not. */
    OneViewer(PublishedTrack sharedVoice, int redundancy) {
        picture = newTrack(Codec.VP8, 1);
        voice = sharedVoice;
        egress = newEgress(false);
        redundant = redundancy;
        watchVoice();
    }

    /** @param wide whether the viewer tells when packets arrive */
    OneViewer(Codec codec, int layers, boolean wide) {
        picture = newTrack(codec, layers);
        voice = newVoice();
        egress = newEgress(wide);
    }

    private PublishedTrack newVoice() {
        return new PublishedTrack(
                new TrackFormat("0", Codec.OPUS, 48_000, List.of()), ImmediateEventExecutor.INSTANCE, new Speaker());
    }

    private PublishedTrack newTrack(Codec codec, int layers) {
        List<String> rids = layers == 1 ? List.of() : List.of("h", "m", "l").subList(0, layers);
        return new PublishedTrack(new TrackFormat("1", codec, 90_000, rids), ImmediateEventExecutor.INSTANCE, this);
    }

    private ViewerEgress newEgress(boolean wide) {
        SlotFormat.ExtensionIds ids = new SlotFormat.ExtensionIds(0, 0, wide ? WIDE_ID : 0, 0, 0, 0, 0);
        List<SlotFormat> slots = List.of(
                new SlotFormat("0", false, VOICE, 0, ids), new SlotFormat("1", true, PICTURE, PICTURE_AGAIN, ids));
        return new ViewerEgress(ImmediateEventExecutor.INSTANCE, this, slots, "c", this, () -> now, this::later);
    }

    OneViewer watchPicture() {
        egress.watch(1, picture, new PayloadTypes(96, 97, PayloadTypes.NONE));
        return this;
    }

    OneViewer watchVoice() {
        egress.watch(0, voice, new PayloadTypes(111, PayloadTypes.NONE, redundant));
        return this;
    }

    /** Takes over the reference. */
    void publish(MediaPacket packet) {
        packet.arrivedAt = now;
        (packet.track == 0 ? picture : voice).publish(packet);
        packet.release();
    }

    void endBatch() {
        picture.endBatch();
    }

    /** In steps of the loops' ticks. */
    void pass(int millis) {
        long end = now + millis * MILLI;
        while (now < end) {
            now = Math.min(end, now + 20 * MILLI);
            catchUp();
            egress.tick(now);
        }
    }

    private void later(Runnable task, long nanos) {
        due.add(new Due(now + nanos, task));
    }

    /** Does what is due by now. */
    void catchUp() {
        for (Due next = due.peek(); next != null && next.at() <= now; next = due.peek()) {
            due.remove();
            next.task().run();
        }
    }

    void estimate(long bitsPerSecond) {
        byte[] bytes = new byte[ROOM];
        RtcpWriter writer = new RtcpWriter().into(bytes, 0, ROOM);
        writer.receiverReport(VIEWER);
        writer.bitrateEstimate(VIEWER, bitsPerSecond, new int[] {PICTURE}, 1);
        egress.rtcp(bytes, 0, writer.length());
        egress.tick(now);
    }

    void askFor(int... sequences) {
        byte[] bytes = new byte[ROOM];
        RtcpWriter writer = new RtcpWriter().into(bytes, 0, ROOM);
        for (int told = 0; told < sequences.length; ) {
            told += writer.nack(VIEWER, PICTURE, sequences, told, sequences.length - told);
        }
        egress.rtcp(bytes, 0, writer.length());
    }

    List<Left> left(int ssrc) {
        return left.stream().filter(packet -> packet.ssrc() == ssrc).toList();
    }

    List<Integer> sequences(int ssrc) {
        return left(ssrc).stream().map(Left::sequence).toList();
    }

    @Override
    public void sendRtp(byte[] header, int headerLength, byte[] payload, int payloadOffset, int payloadLength) {
        byte[] whole = Arrays.copyOf(header, headerLength + payloadLength);
        System.arraycopy(payload, payloadOffset, whole, headerLength, payloadLength);
        RtpView view = new RtpView();
        if (!view.wrap(whole, 0, whole.length)) {
            throw new AssertionError("Malformed RTP");
        }
        left.add(new Left(
                view.ssrc(),
                view.payloadType(),
                view.sequence(),
                view.timestamp(),
                view.marker(),
                ByteBuffer.wrap(whole, headerLength, payloadLength).slice(),
                view.extensionValue(WIDE_ID, 2),
                now));
    }

    @Override
    public void sendRtcp(byte[] packet, int length) {
        RtcpView view = new RtcpView();
        if (!view.wrap(packet, 0, length)) {
            throw new AssertionError("Malformed RTCP");
        }
        senderReports++;
    }

    @Override
    public void flush() {}

    @Override
    public void flowing(SlotFormat slot) {}

    @Override
    public void picture(SlotFormat slot, int width, int height) {
        pictures++;
    }

    @Override
    public void quality(SlotFormat slot, String layer, int width, int height, long bitsPerSecond) {
        qualities.add(layer);
    }

    @Override
    public void tripped(String cause) {
        throw new AssertionError(cause);
    }

    @Override
    public void requestKeyframe(int layer) {
        keyframesAsked.add(layer);
    }

    @Override
    public @Nullable ClockPoint clock(int layer) {
        return clocks[layer];
    }

    @Override
    public long bitrate(int layer) {
        return bitrates[layer];
    }

    @Override
    public Scalability scalability(int layer) {
        return scalability[layer];
    }

    @Override
    public int width(int layer) {
        return heights[layer] * 16 / 9;
    }

    @Override
    public int height(int layer) {
        return heights[layer];
    }

    private final class Speaker implements PublishedTrack.Publisher {

        @Override
        public void requestKeyframe(int layer) {
            throw new AssertionError("A voice has no keyframes");
        }

        @Override
        public @Nullable ClockPoint clock(int layer) {
            return null;
        }

        @Override
        public long bitrate(int layer) {
            return voiceBitrate;
        }

        @Override
        public Scalability scalability(int layer) {
            return Scalability.UNKNOWN;
        }

        @Override
        public int width(int layer) {
            return 0;
        }

        @Override
        public int height(int layer) {
            return 0;
        }
    }
}
