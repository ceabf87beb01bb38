package live.weir.bridge.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;

/**
 * One event loop's part of a port: its sockets, the peers it owns, and the buffers that its packets go through. All of it
 * on that loop, unless a method says otherwise.
 */
final class PortLoop {

    /** Longer than any packet that fits an Ethernet frame. */
    static final int LONGEST_PACKET = 2048;

    private final EventLoop eventLoop;
    private final PortContext context;
    private final CheckResponder checks;
    private final Handover handover;
    private final List<UdpSocket> sockets = new CopyOnWriteArrayList<>(); // written while the port opens
    private final Set<Peer> owned = new HashSet<>();
    private final List<Peer> touched = new ArrayList<>();
    private final FlushRound flushes;
    private final byte[] received = new byte[LONGEST_PACKET];
    private final byte[] sealed = new byte[LONGEST_PACKET];

    PortLoop(EventLoop eventLoop, PortContext context) {
        this.eventLoop = eventLoop;
        this.context = context;
        this.checks = new CheckResponder(this, context);
        this.handover = new Handover(this, context.drops());
        this.flushes = new FlushRound(eventLoop);
    }

    EventLoop eventLoop() {
        return eventLoop;
    }

    /** From any thread; false once the loop has ended. */
    boolean execute(Runnable task) {
        try {
            eventLoop.execute(task);
            return true;
        } catch (RejectedExecutionException ended) {
            return false;
        }
    }

    void add(UdpSocket socket) {
        sockets.add(socket);
    }

    /** The binding failed, and is tried again. */
    void removeSockets() {
        execute(sockets::clear);
    }

    UdpSocket socket(int index) {
        return sockets.get(index);
    }

    byte[] sealed() {
        return sealed;
    }

    /** For how long more has come than is read; from any thread. */
    long behindNanos(long now) {
        long worst = 0;
        for (UdpSocket socket : sockets) {
            worst = Math.max(worst, socket.behindNanos(now));
        }
        return worst;
    }

    // Packets in. The caller keeps the packet and releases it.

    void receive(ByteBuf packet, InetSocketAddress remote, Outlet outlet) {
        flushes.begin();
        int length = packet.readableBytes();
        if (length == 0 || length > LONGEST_PACKET) {
            drop(DropReason.UNKNOWN_PROTOCOL, remote, outlet);
            return;
        }
        PacketKind kind = PacketKind.of(packet.getUnsignedByte(packet.readerIndex()));
        switch (kind) {
            case STUN -> checks.receive(packet, remote, outlet);
            case DTLS, MEDIA -> receive(kind, packet, remote, outlet);
            case UNKNOWN -> drop(DropReason.UNKNOWN_PROTOCOL, remote, outlet);
        }
    }

    private void receive(PacketKind kind, ByteBuf packet, InetSocketAddress remote, Outlet outlet) {
        Peer peer = outlet.peerAt(remote);
        PortLoop owner = peer == null ? null : peer.owner();
        if (peer == null || owner == null) {
            drop(DropReason.UNKNOWN_SENDER, remote, outlet);
        } else if (owner != this) {
            owner.handOver(packet, remote, outlet);
        } else {
            receive(kind, packet, peer);
        }
    }

    private void receive(PacketKind kind, ByteBuf packet, Peer peer) {
        int length = packet.readableBytes();
        if (kind == PacketKind.DTLS) {
            byte[] datagram = new byte[length];
            packet.getBytes(packet.readerIndex(), datagram);
            peer.receiveDtls(datagram);
            return;
        }
        packet.getBytes(packet.readerIndex(), received, 0, length);
        peer.receiveMedia(received, length);
        touch(peer);
    }

    /** The packets of a batch of one peer mostly follow each other. */
    private void touch(Peer peer) {
        int last = touched.size() - 1;
        if (last < 0 || (touched.get(last) != peer && !touched.contains(peer))) {
            touched.add(peer);
        }
    }

    /** All that had come was received. */
    void endBatch() {
        for (int i = 0; i < touched.size(); i++) {
            touched.get(i).readComplete();
        }
        touched.clear();
        flushes.end();
    }

    /** From another event loop. */
    void handOver(ByteBuf packet, InetSocketAddress remote, Outlet outlet) {
        handover.offer(packet, remote, outlet);
    }

    private void drop(DropReason reason, InetSocketAddress remote, Outlet outlet) {
        context.drops().count(reason);
        outlet.unproven(remote);
    }

    // Packets out.

    void send(Path path, byte[] packet, int length) {
        send(path.outlet(), path.remote(), packet, length);
    }

    void send(Outlet outlet, InetSocketAddress remote, byte[] packet, int length) {
        ByteBuf buffer = outlet.start(length);
        buffer.writeBytes(packet, 0, length);
        outlet.write(buffer, remote);
        flushes.add(outlet);
    }

    void flushSoon() {
        flushes.soon();
    }

    // Peers.

    void adopt(Peer peer) {
        owned.add(peer);
    }

    void disown(Peer peer) {
        owned.remove(peer);
    }

    void sweep() {
        long now = System.nanoTime();
        for (Peer peer : List.copyOf(owned)) {
            peer.sweep(now);
        }
        if (context.loops().first() == this) {
            sweepUnowned(now);
        }
    }

    private void sweepUnowned(long now) {
        for (Peer peer : context.registry().peers()) {
            if (peer.owner() == null && peer.isOverdue(now) && peer.claim(this) == this) {
                peer.end(CloseCause.CONNECT_TIMEOUT);
            }
        }
    }

    /** Closes its peers, and on the first loop those that are nobody's. */
    void closePeers() {
        for (Peer peer : context.registry().peers()) {
            PortLoop owner = peer.owner();
            boolean ours = owner == this || (context.loops().first() == this && peer.claim(this) == this);
            if (ours) {
                peer.end(CloseCause.PORT_CLOSED);
            }
        }
        flushes.end();
    }

    /** After the loop has ended. */
    void discard() {
        handover.close();
    }
}
