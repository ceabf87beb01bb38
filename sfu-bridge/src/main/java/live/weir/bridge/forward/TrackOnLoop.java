package live.weir.bridge.forward;

import io.netty.util.concurrent.EventExecutor;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jctools.queues.SpscArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * A track on one of the loops that have viewers of it. Packets cross from the publisher's loop in batches, through a bounded
 * queue; what finds it full is dropped and counted, and its viewers ask for it again like for any lost packet.
 *
 * <p>{@link #take} and {@link #endBatch} are called on the publisher's loop, everything else on this one.
 */
final class TrackOnLoop implements Runnable {

    /** More than a second of a 4 Mbit/s picture: a loop that stood still for so long has other worries. */
    private static final int WAITING = 512;

    private static final int VIDEO_KEPT = 1024;
    private static final int AUDIO_KEPT = 128;
    private static final int TURN = 256;

    private final PublishedTrack track;
    private final EventExecutor loop;
    private final boolean local;
    private final PacketRing[] rings;
    private final Queue<MediaPacket> waiting = new SpscArrayQueue<>(WAITING);
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicLong dropped = new AtomicLong();
    private @Nullable EgressSlot[] slots = new EgressSlot[4];
    private int viewers;
    private volatile boolean closed;

    TrackOnLoop(PublishedTrack track, EventExecutor loop, boolean local) {
        this.track = track;
        this.loop = loop;
        this.local = local;
        this.rings = new PacketRing[track.format().layers()];
        for (int layer = 0; layer < rings.length; layer++) {
            rings[layer] = new PacketRing(track.format().video() ? VIDEO_KEPT : AUDIO_KEPT);
        }
    }

    boolean isOf(EventExecutor executor) {
        return loop == executor;
    }

    PublishedTrack track() {
        return track;
    }

    PacketRing ring(int layer) {
        return rings[layer];
    }

    long dropped() {
        return dropped.get();
    }

    void take(MediaPacket packet) {
        if (local) {
            deliver(packet);
            return;
        }
        packet.retain();
        if (!waiting.offer(packet)) {
            packet.release();
            dropped.incrementAndGet();
        } else if (closed) {
            schedule(); // it left between the snapshot and the queue
        }
    }

    void endBatch() {
        if (local) {
            flush();
        } else if (!waiting.isEmpty()) {
            schedule();
        }
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            loop.execute(this);
        }
    }

    /** Delivers what crossed over; a long queue takes several turns, so that others have theirs. */
    @Override
    public void run() {
        scheduled.set(false);
        for (int turn = 0; turn < TURN; turn++) {
            MediaPacket packet = waiting.poll();
            if (packet == null) {
                break;
            }
            deliver(packet);
            packet.release();
        }
        flush();
        if (!waiting.isEmpty()) {
            schedule();
        }
    }

    private void deliver(MediaPacket packet) {
        if (closed) {
            return;
        }
        rings[packet.layer].put(packet);
        for (int i = 0; i < viewers; i++) {
            EgressSlot slot = slots[i];
            if (slot != null) {
                slot.forward(packet);
            }
        }
    }

    private void flush() {
        for (int i = 0; i < viewers; i++) {
            EgressSlot slot = slots[i];
            if (slot != null) {
                slot.flush();
            }
        }
    }

    void join(EgressSlot slot) {
        if (viewers == slots.length) {
            slots = Arrays.copyOf(slots, viewers * 2);
        }
        slots[viewers++] = slot;
    }

    /** Tells whether nobody is left. */
    boolean leave(EgressSlot slot) {
        for (int i = 0; i < viewers; i++) {
            if (slots[i] == slot) {
                slots[i] = slots[--viewers];
                slots[viewers] = null;
                break;
            }
        }
        return viewers == 0;
    }

    /** Nobody watches here any more, or the publication is over. */
    void close() {
        closed = true;
        for (PacketRing ring : rings) {
            ring.clear();
        }
        if (!local) {
            schedule();
        }
    }
}
