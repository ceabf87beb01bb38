package live.weir.bridge.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Packets that came to another event loop than the one that owns their peer: the kernel chooses a socket by the peer's
 * address, and a peer may change that. They cross in batches, or are dropped when the owner is too far behind.
 */
final class Handover {

    private static final int BOUND = 2048;

    private record Packet(ByteBuf bytes, InetSocketAddress remote, Outlet outlet) {}

    private final PortLoop owner;
    private final DropCounters drops;
    private final Queue<Packet> packets = new ConcurrentLinkedQueue<>();
    private final AtomicInteger length = new AtomicInteger();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile boolean closed;

    Handover(PortLoop owner, DropCounters drops) {
        this.owner = owner;
        this.drops = drops;
    }

    /** On the event loop that received the packet, which keeps it: a copy crosses, for the packet is part of many. */
    void offer(ByteBuf packet, InetSocketAddress remote, Outlet outlet) {
        if (closed || length.incrementAndGet() > BOUND) {
            length.decrementAndGet();
            drops.count(DropReason.HANDOVER_FULL);
            return;
        }
        ByteBuf copy = ByteBufAllocator.DEFAULT.heapBuffer(packet.readableBytes());
        copy.writeBytes(packet, packet.readerIndex(), packet.readableBytes());
        packets.add(new Packet(copy, remote, outlet));
        if (scheduled.compareAndSet(false, true) && !owner.execute(this::drain)) {
            close();
        }
    }

    private void drain() {
        scheduled.set(false);
        for (int i = 0; i < BOUND; i++) {
            Packet packet = packets.poll();
            if (packet == null) {
                break;
            }
            length.decrementAndGet();
            try {
                owner.receive(packet.bytes(), packet.remote(), packet.outlet().on(owner));
            } finally {
                packet.bytes().release();
            }
        }
        owner.endBatch();
    }

    void close() {
        closed = true;
        for (Packet packet = packets.poll(); packet != null; packet = packets.poll()) {
            length.decrementAndGet();
            packet.bytes().release();
        }
    }
}
