package live.weir.bridge.transcode.program;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import live.weir.bridge.engine.MediaKind;
import live.weir.bridge.engine.Tap;
import live.weir.bridge.engine.TapReader;
import live.weir.bridge.engine.TrackDescription;

/** A tap that a test puts packets into. Track 0 are pictures, track 1 is sound. */
final class LoopTap implements Tap {

    private final List<TrackDescription> tracks;
    private final Queue<Packet> packets = new ConcurrentLinkedQueue<>();
    private final AtomicInteger keyframeRequests = new AtomicInteger();
    private volatile Runnable wakeUp = () -> {};
    private volatile boolean closed;

    @SuppressWarnings("ArrayRecordComponent")
    private record Packet(int track, long at, byte[] rtp, long ntp, int rtpTime) {}

    LoopTap(String codec) {
        tracks = List.of(
                new TrackDescription("0", MediaKind.VIDEO, codec, 90_000, Map.of(), List.of()),
                new TrackDescription("1", MediaKind.AUDIO, "opus", 48_000, Map.of(), List.of()));
    }

    void put(int track, byte[] rtp) {
        if (!closed) {
            packets.add(new Packet(track, System.nanoTime(), rtp, 0, 0));
            wakeUp.run();
        }
    }

    void report(int track, long ntp, int rtpTime) {
        packets.add(new Packet(track, System.nanoTime(), new byte[0], ntp, rtpTime));
    }

    int keyframeRequests() {
        return keyframeRequests.get();
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public List<TrackDescription> tracks() {
        return tracks;
    }

    @Override
    public int drain(TapReader reader, int most) {
        int count = 0;
        for (; count < most; count++) {
            Packet next = packets.poll();
            if (next == null) {
                break;
            }
            if (next.rtp().length == 0) {
                reader.senderReport(next.track(), next.at(), next.ntp(), next.rtpTime());
            } else {
                reader.packet(next.track(), next.at(), next.rtp(), 0, next.rtp().length);
            }
        }
        return count;
    }

    @Override
    public void onReadable(Runnable reader) {
        wakeUp = reader;
    }

    @Override
    public long dropped() {
        return 0;
    }

    @Override
    public void requestKeyframe() {
        keyframeRequests.incrementAndGet();
    }

    @Override
    public boolean isEnded() {
        return false;
    }

    @Override
    public void close() {
        closed = true;
        packets.clear();
    }
}
