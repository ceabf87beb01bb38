package live.weir.bridge.forward;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import live.weir.bridge.forward.StreamTable.Binding;
import live.weir.bridge.rtp.AudioLevel;
import live.weir.bridge.rtp.Bye;
import live.weir.bridge.rtp.CodecPayload;
import live.weir.bridge.rtp.RtcpView;
import live.weir.bridge.rtp.RtpFields;
import live.weir.bridge.rtp.RtpView;
import live.weir.bridge.rtp.Rtx;
import live.weir.bridge.rtp.SenderReport;
import org.jspecify.annotations.Nullable;

/**
 * One publisher: takes its packets in, finds out what they are, and hands them to its tracks. Made and used on the loop that
 * owns the publisher's transport.
 */
public final class PublisherIngress {

    private static final int SILENCE = 127;
    private static final long HEARD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final EventExecutor loop;
    private final LongSupplier clock;
    private final StreamTable streams;
    private final PublisherFeedback feedback;
    private final PublisherListener listener;
    private final List<PublishedTrack> tracks = new ArrayList<>();
    private final CodecPayload[] payloads;
    private final boolean[] flowing;
    private final List<PacketTap> taps = new ArrayList<>();
    private final RtpView view = new RtpView();
    private final RtcpView rtcp = new RtcpView();
    private final SenderReport senderReport = new SenderReport();
    private final Bye.Visitor leaving = this::leave;
    private final Redundancy redundancy = new Redundancy();
    private final Redundancy.Sink refilled = this::pass;
    private long unbound;
    private int loudest = SILENCE;
    private long heardAt;
    private boolean closed;

    public PublisherIngress(
            EventExecutor loop, PacketOut out, IngressFormat format, long maxBitrate, PublisherListener listener) {
        this(loop, out, format, maxBitrate, listener, System::nanoTime);
    }

    /** @param clock the time, as {@link System#nanoTime} tells it */
    PublisherIngress(
            EventExecutor loop,
            PacketOut out,
            IngressFormat format,
            long maxBitrate,
            PublisherListener listener,
            LongSupplier clock) {
        this.loop = loop;
        this.clock = clock;
        this.listener = listener;
        this.streams = new StreamTable(format);
        this.feedback = new PublisherFeedback(format, streams, out, maxBitrate);
        this.payloads = new CodecPayload[format.tracks().size()];
        this.flowing = new boolean[payloads.length];
        for (IngressFormat.Track track : format.tracks()) {
            int index = tracks.size();
            payloads[index] = track.format().codec().newPayload();
            tracks.add(new PublishedTrack(track.format(), loop, new Requests(index)));
        }
    }

    public List<PublishedTrack> tracks() {
        return List.copyOf(tracks);
    }

    /** Packets that told nothing of where they belong. */
    public long unbound() {
        return unbound;
    }

    int knownSources() {
        return streams.sources();
    }

    /** Takes over the buffer, which has an array. */
    public void rtp(ByteBuf buffer) {
        long now = clock.getAsLong();
        int offset = buffer.arrayOffset() + buffer.readerIndex();
        if (closed || !view.wrap(buffer.array(), offset, buffer.readableBytes())) {
            buffer.release();
            return;
        }
        Binding binding = streams.find(view, now);
        if (binding == null) {
            unbound++;
            buffer.release();
            return;
        }
        feedback.arrived(view, binding.stream.track, now);
        take(binding, buffer, now);
    }

    private void take(Binding binding, ByteBuf buffer, long now) {
        IngressStream stream = binding.stream;
        long sequence = binding.retransmission ? recover(stream, buffer, now) : receive(stream, now);
        if (sequence < 0) {
            buffer.release();
            return;
        }
        boolean redundant = stream.track.isRedundant(view.payloadType());
        if (redundant && !redundancy.wrap(view, stream.track)) {
            unbound++;
            buffer.release();
            return;
        }
        if (redundant) {
            redundancy.refill(view, stream, sequence, now, refilled);
        }
        MediaPacket packet = read(stream, sequence, buffer, now);
        if (redundant) {
            redundancy.unwrap(packet, stream.track);
        }
        inspect(packet, stream);
        pass(packet, stream, now);
    }

    private MediaPacket read(IngressStream stream, long sequence, ByteBuf buffer, long now) {
        MediaPacket packet = MediaPacket.of(buffer);
        packet.sequence = sequence;
        packet.track = stream.index;
        packet.layer = stream.layer;
        packet.timestamp = view.timestamp() + stream.timestampShift();
        packet.marker = view.marker();
        packet.arrivedAt = now;
        packet.payloadOffset = view.payloadOffset();
        packet.payloadLength = view.payloadLength(); // 0 for padding alone: its number must not be missing
        packet.writeNumbers();
        return packet;
    }

    /** Takes over the reference. */
    private void pass(MediaPacket packet, IngressStream stream, long now) {
        stream.weigh(packet, now);
        publish(packet, stream);
        packet.release();
    }

    private long receive(IngressStream stream, long now) {
        return stream.track.carries(view.payloadType()) ? stream.receive(view, now) : -1;
    }

    /** RFC 4588 §4: the payload begins with the number that the packet had when it was lost. Leaves that packet in the view. */
    private long recover(IngressStream stream, ByteBuf buffer, long now) {
        if (view.payloadLength() <= Rtx.HEADER) {
            return -1; // padding that probes the path
        }
        int original = Rtx.originalSequence(view);
        int from = view.offset();
        boolean marker = view.marker();
        int length = view.length();
        System.arraycopy(view.bytes(), from, view.bytes(), from + Rtx.HEADER, view.headerLength());
        buffer.skipBytes(Rtx.HEADER);
        RtpFields.putPayloadType(buffer.array(), from + Rtx.HEADER, stream.track.payloadType(), marker);
        RtpFields.putSequence(buffer.array(), from + Rtx.HEADER, original);
        RtpFields.putSsrc(buffer.array(), from + Rtx.HEADER, stream.ssrc());
        return view.wrap(buffer.array(), from + Rtx.HEADER, length - Rtx.HEADER)
                ? stream.recover(original, length, now)
                : -1;
    }

    private void inspect(MediaPacket packet, IngressStream stream) {
        locateExtensions(packet, stream.track.extensions());
        CodecPayload payload = payloads[stream.index];
        if (!payload.wrap(packet.bytes, packet.payloadOffset, packet.payloadLength, packet.marker)) {
            return;
        }
        if (stream.track.format().video()) {
            packet.startsKeyframe = payload.startsKeyframe() && stream.isNewPicture(packet.timestamp);
            PictureIds.locate(packet, payload);
            stream.layers.inspect(packet, payload);
        }
        if (packet.startsKeyframe) {
            packet.width = payload.width();
            packet.height = payload.height();
        }
    }

    private void locateExtensions(MediaPacket packet, IngressFormat.Extensions ids) {
        packet.audioLevelOffset = offset(ids.audioLevel());
        packet.orientationOffset = offset(ids.orientation());
        packet.playoutDelayOffset = view.extensionLength(ids.playoutDelay()) == 3 ? offset(ids.playoutDelay()) : 0;
        packet.dependencyOffset = offset(ids.dependency());
        packet.dependencyLength = packet.dependencyOffset == 0 ? 0 : view.extensionLength(ids.dependency());
    }

    private int offset(int id) {
        return id == 0 || view.extensionLength(id) < 1 ? 0 : view.extensionOffset(id);
    }

    private void publish(MediaPacket packet, IngressStream stream) {
        PublishedTrack track = tracks.get(stream.index);
        if (packet.audioLevelOffset > 0) {
            loudest = Math.min(loudest, AudioLevel.level(packet.bytes[packet.audioLevelOffset]));
        }
        if (!flowing[stream.index]) {
            flowing[stream.index] = true;
            listener.flowing(track);
        }
        if (packet.startsKeyframe) {
            boolean resized = stream.keyframesSeen == 0 || (packet.height > 0 && packet.height != stream.height);
            stream.keyframe(packet.sequence, packet.width, packet.height);
            if (resized) {
                listener.picture(track, packet.width, packet.height);
            }
        }
        if (track.format().video()) {
            stream.trail.add(packet);
        }
        track.publish(packet);
        for (int i = 0; i < taps.size(); i++) {
            taps.get(i).offer(packet, track.format());
        }
    }

    /** The packets that could be read at once have been. */
    public void endBatch() {
        for (int i = 0; i < tracks.size(); i++) {
            tracks.get(i).endBatch();
        }
        for (int i = 0; i < taps.size(); i++) {
            taps.get(i).endBatch();
        }
        feedback.afterBatch(clock.getAsLong());
    }

    public void rtcp(byte[] bytes, int offset, int length) {
        long now = clock.getAsLong();
        if (closed || !rtcp.wrap(bytes, offset, length)) {
            return;
        }
        while (rtcp.next()) {
            switch (rtcp.kind()) {
                case SENDER_REPORT -> takeTime(now);
                case BYE -> Bye.visit(rtcp, leaving);
                default -> {}
            }
        }
    }

    /** A publisher that pauses a layer or changes an SSRC says goodbye for that alone: it has left with the last one. */
    private void leave(int ssrc) {
        Binding binding = streams.find(ssrc);
        if (binding != null && binding.stream.ssrc() == ssrc) {
            binding.stream.leave();
            if (streams.all().stream().allMatch(IngressStream::hasLeft)) {
                listener.left();
            }
        }
    }

    private void takeTime(long now) {
        Binding binding = streams.find(rtcp.senderSsrc());
        if (binding != null && binding.stream.ssrc() == rtcp.senderSsrc() && senderReport.wrap(rtcp)) {
            binding.stream.senderReport(senderReport.ntpTime(), senderReport.rtpTimestamp(), now);
            for (PacketTap tap : taps) {
                tap.offer(
                        binding.stream.index,
                        binding.stream.track.format(),
                        binding.stream.layer,
                        now,
                        senderReport.ntpTime(),
                        senderReport.rtpTimestamp() + binding.stream.timestampShift());
            }
        }
    }

    public void tick(long now) {
        if (closed) {
            return;
        }
        feedback.tick(now);
        if (now - heardAt >= HEARD_NANOS) {
            heardAt = now;
            listener.heard(loudest);
            loudest = SILENCE;
        }
    }

    /** A tap begins at once, with the newest keyframe and what followed it, or with one that is asked for. */
    public void attach(PacketTap tap) {
        if (closed) {
            tap.end();
            return;
        }
        taps.add(tap);
        for (int track = 0; track < tracks.size(); track++) {
            if (tracks.get(track).format().video()) {
                begin(tap, track);
            }
        }
        tap.endBatch();
    }

    private void begin(PacketTap tap, int track) {
        TrackFormat format = tracks.get(track).format();
        IngressStream stream = streams.of(track, tap.layerOf(format));
        if (stream == null || !stream.trail.replay(tap.room(), packet -> tap.offer(packet, format))) {
            tracks.get(track).requestKeyframe(tap.layerOf(format));
        }
    }

    public void detach(PacketTap tap) {
        taps.remove(tap);
        tap.end();
    }

    public void close() {
        closed = true;
        taps.forEach(PacketTap::end);
        taps.clear();
        streams.all().forEach(stream -> stream.trail.clear());
    }

    public List<StreamStatistics> statistics() {
        return streams.all().stream().map(StreamStatistics::of).toList();
    }

    /** When anything came last, or 0. */
    public long lastArrival() {
        return streams.all().stream()
                .mapToLong(stream -> stream.lastArrival)
                .max()
                .orElse(0);
    }

    /** What viewers may ask of a track; from any thread. */
    private final class Requests implements PublishedTrack.Publisher {

        private final int track;

        Requests(int track) {
            this.track = track;
        }

        @Override
        public void requestKeyframe(int layer) {
            if (loop.inEventLoop()) {
                feedback.requestKeyframe(track, layer, clock.getAsLong());
            } else {
                loop.execute(() -> feedback.requestKeyframe(track, layer, clock.getAsLong()));
            }
        }

        @Override
        public @Nullable ClockPoint clock(int layer) {
            IngressStream stream = streams.of(track, layer);
            return stream == null ? null : stream.clockPoint;
        }

        @Override
        public long bitrate(int layer) {
            IngressStream stream = streams.of(track, layer);
            return stream == null ? 0 : stream.bitrate;
        }

        @Override
        public Scalability scalability(int layer) {
            IngressStream stream = streams.of(track, layer);
            return stream == null ? Scalability.UNKNOWN : stream.scalability;
        }

        @Override
        public int width(int layer) {
            IngressStream stream = streams.of(track, layer);
            return stream == null ? 0 : stream.width;
        }

        @Override
        public int height(int layer) {
            IngressStream stream = streams.of(track, layer);
            return stream == null ? 0 : stream.height;
        }
    }
}
