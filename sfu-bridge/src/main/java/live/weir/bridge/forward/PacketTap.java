package live.weir.bridge.forward;

import java.util.concurrent.atomic.AtomicLong;
import org.jctools.queues.SpmcArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Hands a publication's packets to one reader on another thread, behind a bounded ring. The publisher's loop never waits:
 * when the ring is full the oldest packet goes, and is counted.
 */
public final class PacketTap {

    /** Takes what is handed on. The bytes are only good during the call. */
    public interface Reader {
        void packet(int track, long arrivedAt, byte[] rtp, int offset, int length);

        void senderReport(int track, long arrivedAt, long ntpTime, int rtpTime);
    }

    private record Report(int track, long arrivedAt, long ntpTime, int rtpTime) {}

    private static final int LONGEST_PACKET = 2048;

    /** One puts in; both take out. */
    private final SpmcArrayQueue<Object> ring;

    private final AtomicLong dropped = new AtomicLong();
    private final int layer;
    /** The reader's, for packets that are not handed on as they came. */
    private final byte[] scratch = new byte[LONGEST_PACKET];

    private volatile @Nullable Runnable wakeUp;
    private volatile boolean ended;

    public PacketTap(int packets, int layer) {
        this.ring = new SpmcArrayQueue<>(packets);
        this.layer = layer;
    }

    int layerOf(TrackFormat format) {
        return Math.min(layer, format.layers() - 1);
    }

    /** On the publisher's loop, as all until {@link #end}. */
    void offer(MediaPacket packet, TrackFormat format) {
        if (packet.layer != layerOf(format) || ended) {
            return;
        }
        put(packet.retain());
    }

    /** How much can be offered before anything is lost. */
    int room() {
        return ring.capacity() - ring.size();
    }

    private void put(Object newest) {
        while (!ring.offer(newest)) {
            Object oldest = ring.poll();
            if (oldest instanceof MediaPacket packet) {
                packet.release();
                dropped.incrementAndGet();
            }
        }
    }

    void offer(int track, TrackFormat format, int ofLayer, long now, long ntpTime, int rtpTime) {
        if (ofLayer == layerOf(format) && !ended) {
            put(new Report(track, now, ntpTime, rtpTime));
        }
    }

    void endBatch() {
        if (!ring.isEmpty()) {
            wake();
        }
    }

    void end() {
        ended = true;
        wake();
    }

    private void wake() {
        Runnable reader = wakeUp;
        if (reader != null) {
            reader.run();
        }
    }

    public boolean isEnded() {
        return ended;
    }

    public long dropped() {
        return dropped.get();
    }

    /** Called on the publisher's loop when there is something to drain, or when the tap has ended. It must not block. */
    public void onReadable(Runnable reader) {
        wakeUp = reader;
        if (!ring.isEmpty() || ended) {
            reader.run();
        }
    }

    /** On the reader's thread; tells how many were handed on. */
    public int drain(Reader reader, int most) {
        int count = 0;
        for (; count < most; count++) {
            Object next = ring.poll();
            if (next == null) {
                break;
            }
            if (next instanceof MediaPacket packet) {
                hand(packet, reader);
            } else if (next instanceof Report report) {
                reader.senderReport(report.track(), report.arrivedAt(), report.ntpTime(), report.rtpTime());
            }
        }
        return count;
    }

    private void hand(MediaPacket packet, Reader reader) {
        try {
            if (packet.redundancyOffset > 0) {
                handUnwrapped(packet, reader);
            } else {
                reader.packet(packet.track, packet.arrivedAt, packet.bytes, packet.start(), packet.wireLength());
            }
        } finally {
            packet.release();
        }
    }

    /** Without what went before: every packet was handed on by itself. */
    private void handUnwrapped(MediaPacket packet, Reader reader) {
        int header = packet.redundancyOffset - packet.start();
        System.arraycopy(packet.bytes, packet.start(), scratch, 0, header);
        System.arraycopy(packet.bytes, packet.payloadOffset, scratch, header, packet.payloadLength);
        reader.packet(packet.track, packet.arrivedAt, scratch, 0, header + packet.payloadLength);
    }

    /** Gives back what nobody read; on the reader's thread, after the end. */
    public void clear() {
        for (Object next = ring.poll(); next != null; next = ring.poll()) {
            if (next instanceof MediaPacket packet) {
                packet.release();
            }
        }
    }
}
