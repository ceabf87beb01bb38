package live.weir.load.rtc;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import live.weir.load.media.Stamp;
import live.weir.load.media.WallClock;
import org.jspecify.annotations.Nullable;

/**
 * A viewer's media. Headers are read as they come; of payloads, only what is needed is decrypted: everything until there is a
 * keyframe, afterwards the last packet of each picture.
 */
final class Receiving implements MediaFlow {

    private static final int MOST_STREAMS = 64;
    private static final int MOST_ASKED = 64;
    private static final long REPORT_NANOS = 1_000_000_000;
    private static final long KEYFRAME_NANOS = 1_000_000_000;

    private final PeerListener listener;
    private final Consumer<byte[]> rtcpOut;
    private final int own = ThreadLocalRandom.current().nextInt();
    private final Map<Integer, ReceivedStream> streams = new HashMap<>();
    private final Map<Integer, PictureWatch> watches = new HashMap<>();
    private final Map<Integer, Integer> repairs = new HashMap<>();
    private final Map<Integer, Integer> repairSources = new HashMap<>();
    private final boolean[] vp8 = new boolean[128];
    private final boolean[] video = new boolean[128];
    private final int[] asked = new int[MOST_ASKED];
    private final ArrivalLog arrivals = new ArrivalLog();
    private @Nullable MediaCipher cipher;
    private int transportId;
    private boolean nacks;
    private boolean begun;
    private boolean shown;
    private long nextReportAt;
    private long nextKeyframeRequestAt;

    private long packets;
    private long bytes;
    private long lost;
    private long recovered;
    private long unopened;
    private long requests;

    Receiving(PeerListener listener, Consumer<byte[]> rtcpOut) {
        this.listener = listener;
        this.rtcpOut = rtcpOut;
    }

    @Override
    public void start(MediaKeys keys, RemoteDescription remote) {
        cipher = keys.incoming();
        for (RemoteMedia media : remote.media()) {
            media.codecs().forEach((format, codec) -> {
                vp8[format & 0x7f] = codec.startsWith("vp8/");
                video[format & 0x7f] = media.isVideo();
            });
            repairs.putAll(media.repairs());
            repairSources.putAll(media.repairSources());
            transportId = Math.max(transportId, media.extension(LocalDescription.TRANSPORT_CC));
            nacks |= media.nacks();
        }
    }

    @Override
    public void rtp(Scratch scratch, int length, long now) {
        int header = RtpHeader.length(scratch.sealed, length);
        if (header < 0 || cipher == null) {
            unopened++;
            return;
        }
        if (transportId != 0) {
            int at = RtpHeader.extension(scratch.sealed, header, transportId);
            if (at >= 0) {
                arrivals.add(Bytes.getShort(scratch.sealed, at), now);
            }
        }
        if (repairs.containsKey(RtpHeader.type(scratch.sealed))) {
            repaired(scratch, length, header, now);
        } else {
            media(scratch, length, header, now);
        }
    }

    private void media(Scratch scratch, int length, int header, long now) {
        byte[] packet = scratch.sealed;
        ReceivedStream stream = stream(RtpHeader.source(packet), video[RtpHeader.type(packet)]);
        if (stream == null) {
            return;
        }
        if (!begun) {
            begun = true;
            listener.firstPacket();
        }
        packets++;
        bytes += length;
        long sequence = stream.extend(RtpHeader.sequence(packet));
        count(stream.received(sequence, RtpHeader.time(packet), now));
        if (stream.isVideo()) {
            picture(scratch, length, header, stream, sequence, now);
        }
    }

    private void count(int gap) {
        if (gap > 0) {
            lost += gap;
        } else if (gap == -1) {
            recovered++;
        }
    }

    private void picture(Scratch scratch, int length, int header, ReceivedStream stream, long sequence, long now) {
        byte[] packet = scratch.sealed;
        PictureWatch watch = watches.computeIfAbsent(stream.source(), any -> new PictureWatch());
        boolean last = RtpHeader.hasMarker(packet);
        if (last || !watch.hasKeyframe()) {
            int end = open(scratch, length, header, sequence);
            if (end > header) {
                boolean isVp8 = vp8[RtpHeader.type(packet)];
                watch.look(scratch.clear, header, end, isVp8, sequence, RtpHeader.time(packet));
                if (last) {
                    stamped(scratch.clear, end);
                }
            }
        }
        boolean had = watch.hasKeyframe();
        watch.packet(sequence, RtpHeader.time(packet), last, now);
        if (!had && watch.hasKeyframe() && !shown) {
            shown = true;
            listener.firstKeyframe();
        }
    }

    private int open(Scratch scratch, int length, int header, long sequence) {
        MediaCipher keys = cipher;
        int end = keys == null
                ? -1
                : keys.openRtp(scratch.sealed, length, header, (int) (sequence >>> 16), scratch.clear);
        unopened += end < 0 ? 1 : 0;
        return end;
    }

    private void stamped(byte[] clear, int end) {
        long sentAt = Stamp.read(clear, end);
        if (sentAt > 0) {
            listener.delay(WallClock.nanos() - sentAt);
        }
    }

    /** RFC 4588: the number of what is repaired stands before it. */
    private void repaired(Scratch scratch, int length, int header, long now) {
        ReceivedStream line = stream(RtpHeader.source(scratch.sealed), false);
        if (line == null) {
            return;
        }
        bytes += length;
        long sequence = line.extend(RtpHeader.sequence(scratch.sealed));
        line.received(sequence, RtpHeader.time(scratch.sealed), now);
        int end = open(scratch, length, header, sequence);
        ReceivedStream original = original(RtpHeader.source(scratch.sealed));
        if (end < header + 2 || original == null) {
            return; // padding that probes for bandwidth, or of a stream that is unknown
        }
        long repaired = original.extend(Bytes.getShort(scratch.clear, header));
        if (original.missing().remove(repaired)) {
            recovered++;
            PictureWatch watch = watches.get(original.source());
            if (watch != null) {
                watch.packet(repaired, RtpHeader.time(scratch.clear), RtpHeader.hasMarker(scratch.clear), now);
            }
        }
    }

    private @Nullable ReceivedStream original(int repairSource) {
        Integer known = repairSources.get(repairSource);
        if (known != null) {
            return streams.get(known);
        }
        ReceivedStream only = null;
        for (ReceivedStream stream : streams.values()) {
            if (stream.isVideo()) {
                if (only != null) {
                    return null;
                }
                only = stream;
            }
        }
        return only;
    }

    private @Nullable ReceivedStream stream(int source, boolean isVideo) {
        ReceivedStream stream = streams.get(source);
        if (stream == null && streams.size() < MOST_STREAMS) {
            stream = new ReceivedStream(source, isVideo);
            streams.put(source, stream);
        }
        return stream;
    }

    @Override
    public void rtcp(byte[] packet, int length, long now) {
        for (int at = 0; at + 8 <= length; at += 4 + 4 * Bytes.getShort(packet, at + 2)) {
            if ((packet[at + 1] & 0xff) == 200 && at + 28 <= length) {
                ReceivedStream stream = streams.get(Bytes.getInt(packet, at + 4));
                if (stream != null) {
                    stream.senderReported(packet, at, now);
                }
            }
        }
    }

    @Override
    public void tick(long now) {
        if (!arrivals.isEmpty()) {
            rtcpOut.accept(arrivals.feedback(own, anySource()));
        }
        boolean starving = false;
        for (ReceivedStream stream : streams.values()) {
            if (stream.isVideo()) {
                PictureWatch watch = watches.get(stream.source());
                starving |= watch != null && !watch.hasKeyframe();
                if (watch != null) {
                    watch.look(now);
                }
            }
            if (nacks && !stream.missing().isEmpty()) {
                int count = stream.missing().due(now, asked);
                if (count > 0) {
                    rtcpOut.accept(RtcpWriter.nack(own, stream.source(), asked, count));
                }
            }
        }
        if (starving && now - nextKeyframeRequestAt >= 0) {
            askForKeyframes(now);
        }
        if (now - nextReportAt >= 0 && !streams.isEmpty()) {
            nextReportAt = now + REPORT_NANOS;
            report(now);
        }
    }

    private void askForKeyframes(long now) {
        nextKeyframeRequestAt = now + KEYFRAME_NANOS;
        for (ReceivedStream stream : streams.values()) {
            PictureWatch watch = watches.get(stream.source());
            if (watch != null && !watch.hasKeyframe()) {
                requests++;
                rtcpOut.accept(RtcpWriter.keyframeRequest(own, stream.source()));
            }
        }
    }

    private int anySource() {
        return streams.isEmpty() ? 0 : streams.keySet().iterator().next();
    }

    private void report(long now) {
        int blocks = Math.min(31, streams.size());
        ByteBuffer out = RtcpWriter.receiverReport(own, blocks);
        for (ReceivedStream stream : streams.values()) {
            if (out.hasRemaining()) {
                stream.report(out, now);
            }
        }
        byte[] report = new byte[out.position()];
        out.get(0, report);
        rtcpOut.accept(report);
    }

    @Override
    public MediaSecond takeSecond(long now) {
        long pictures = 0;
        long freezes = 0;
        long frozen = 0;
        long jitter = 0;
        for (ReceivedStream stream : streams.values()) {
            jitter = stream.isVideo() ? Math.max(jitter, stream.jitterNanos()) : jitter;
        }
        for (PictureWatch watch : watches.values()) {
            pictures += watch.takePictures();
            freezes += watch.takeFreezes();
            frozen += watch.takeFrozenNanos();
        }
        MediaSecond second =
                new MediaSecond(packets, bytes, lost, recovered, pictures, freezes, frozen, jitter, unopened, requests);
        packets = 0;
        bytes = 0;
        lost = 0;
        recovered = 0;
        unopened = 0;
        requests = 0;
        return second;
    }

    @Override
    public void stop() {
        cipher = null;
    }
}
