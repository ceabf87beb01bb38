package live.weir.bridge.forward;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import live.weir.bridge.rtp.Codec;
import live.weir.bridge.rtp.RtcpKind;
import live.weir.bridge.rtp.RtcpView;
import live.weir.bridge.rtp.RtcpWriter;
import live.weir.bridge.rtp.RtpHeaderWriter;
import live.weir.bridge.rtp.RtpView;
import org.jspecify.annotations.Nullable;

/** A whole ingress for a voice and a picture, in virtual time; notes what is passed on and what the publisher is told. */
final class OnePublisher implements PacketOut, PublisherListener, PacketTap.Reader {

    static final int VOICE = 111;
    static final int REDUNDANT = 63;
    static final int PICTURE = 96;
    static final int AGAIN = 97;
    static final long SECOND = 1_000_000_000L;
    static final byte[] KEYFRAME = {0x10, 0, 0, 0, (byte) 0x9D, 1, 0x2A, (byte) 0x80, 2, (byte) 0x68, 1};
    static final byte[] DELTA = {0x10, 1, 2, 3};

    private static final int MID = 1;
    private static final int RID = 2;
    private static final int REPAIRED_RID = 3;
    private static final int ROOM = 1500;

    /** What was passed on. */
    record Passed(int track, int payloadType, int sequence, int timestamp, int ssrc, ByteBuffer payload) {}

    /** What the publisher was told. */
    record Told(RtcpKind kind, int ssrc) {}

    final List<Passed> passed = new ArrayList<>();
    final List<Told> told = new ArrayList<>();
    final List<ByteBuf> buffers = new ArrayList<>();
    final PublisherIngress ingress;
    private final PacketTap tap;
    long now = 1000 * SECOND;
    int pictures;
    int byes;

    OnePublisher(int tapsLayer, String... rids) {
        IngressFormat.Extensions ids = new IngressFormat.Extensions(MID, RID, REPAIRED_RID, 0, 0, 0, 0, 0);
        IngressFormat.Feedback feedback = new IngressFormat.Feedback(true, true, false, false, false);
        IngressFormat format = new IngressFormat(List.of(
                new IngressFormat.Track(
                        new TrackFormat("0", Codec.OPUS, 48_000, List.of()),
                        VOICE,
                        -1,
                        REDUNDANT,
                        List.of(1),
                        List.of(),
                        ids,
                        feedback),
                new IngressFormat.Track(
                        new TrackFormat("1", Codec.VP8, 90_000, List.of(rids)),
                        PICTURE,
                        AGAIN,
                        -1,
                        List.of(),
                        List.of(),
                        ids,
                        feedback)));
        ingress = new PublisherIngress(ImmediateEventExecutor.INSTANCE, this, format, 2_000_000, this, () -> now);
        tap = new PacketTap(1024, tapsLayer);
        ingress.attach(tap);
    }

    void send(int payloadType, int ssrc, int sequence, @Nullable String rid, byte[] payload) {
        byte[] bytes = new byte[ROOM];
        RtpHeaderWriter header = new RtpHeaderWriter().into(bytes, 0, 100);
        header.begin(payloadType, true, sequence, sequence * 3000, ssrc);
        if (rid != null) {
            byte[] name = rid.getBytes(StandardCharsets.US_ASCII);
            header.extension(payloadType == AGAIN ? REPAIRED_RID : RID, name, 0, name.length);
        }
        int length = header.finish();
        System.arraycopy(payload, 0, bytes, length, payload.length);
        take(Arrays.copyOf(bytes, length + payload.length));
    }

    void take(byte[] packet) {
        ByteBuf buffer = Unpooled.buffer(packet.length);
        buffer.writeBytes(packet);
        buffers.add(buffer);
        ingress.rtp(buffer);
        ingress.endBatch();
        tap.drain(this, 1000);
    }

    /** The payload behind its original number. */
    static byte[] again(int sequence, byte[] payload) {
        byte[] whole = new byte[payload.length + 2];
        whole[0] = (byte) (sequence >> 8);
        whole[1] = (byte) sequence;
        System.arraycopy(payload, 0, whole, 2, payload.length);
        return whole;
    }

    void sayBye(int ssrc) {
        byte[] bytes = new byte[ROOM];
        RtcpWriter writer = new RtcpWriter().into(bytes, 0, ROOM);
        writer.bye(ssrc);
        ingress.rtcp(bytes, 0, writer.length());
    }

    PublishedTrack voice() {
        return ingress.tracks().get(0);
    }

    PublishedTrack picture() {
        return ingress.tracks().get(1);
    }

    List<Integer> sequences() {
        return passed.stream().map(Passed::sequence).toList();
    }

    void close() {
        ingress.close();
        tap.clear();
    }

    @Override
    public void packet(int track, long arrivedAt, byte[] rtp, int offset, int length) {
        RtpView view = new RtpView();
        if (!view.wrap(rtp, offset, length)) {
            throw new AssertionError("Malformed RTP");
        }
        byte[] payload = Arrays.copyOfRange(rtp, view.payloadOffset(), view.payloadOffset() + view.payloadLength());
        passed.add(new Passed(
                track, view.payloadType(), view.sequence(), view.timestamp(), view.ssrc(), ByteBuffer.wrap(payload)));
    }

    @Override
    public void senderReport(int track, long arrivedAt, long ntpTime, int rtpTime) {}

    @Override
    public void sendRtp(byte[] header, int headerLength, byte[] payload, int payloadOffset, int payloadLength) {
        throw new AssertionError("A publisher is sent no media");
    }

    @Override
    public void sendRtcp(byte[] packet, int length) {
        RtcpView view = new RtcpView();
        if (!view.wrap(packet, 0, length)) {
            throw new AssertionError("Malformed RTCP");
        }
        while (view.next()) {
            boolean ofMedia = view.kind() == RtcpKind.PICTURE_LOSS || view.kind() == RtcpKind.NACK;
            told.add(new Told(view.kind(), ofMedia ? view.mediaSsrc() : 0));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void flowing(PublishedTrack track) {}

    @Override
    public void picture(PublishedTrack track, int width, int height) {
        pictures++;
    }

    @Override
    public void heard(int level) {}

    @Override
    public void left() {
        byes++;
    }
}
