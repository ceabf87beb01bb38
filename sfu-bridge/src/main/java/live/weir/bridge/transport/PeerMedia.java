package live.weir.bridge.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A peer's media: opened on the way in, sealed on the way out. Belongs to the peer's event loop. */
final class PeerMedia {

    /**
     * A peer sends from the moment it is done with the handshake, and that may be a moment before our side is. The first
     * packet of a first picture would be missed for long: nobody knows that there was one.
     */
    private static final int HELD = 64;

    private static final ByteBufAllocator HEAP = ByteBufAllocator.DEFAULT;

    private final PeerPaths paths;
    private final DropCounters drops;
    private final Traffic traffic = new Traffic();
    private final Queue<byte[]> held = new ArrayDeque<>();
    private volatile @Nullable SrtpKeys keys;

    PeerMedia(PeerPaths paths, DropCounters drops) {
        this.paths = paths;
        this.drops = drops;
    }

    void start(SrtpKeys agreed) {
        keys = agreed;
    }

    void stop() {
        SrtpKeys last = keys;
        keys = null;
        if (last != null) {
            last.forget();
        }
        held.clear();
    }

    private void hold(byte[] packet, int length) {
        if (held.size() < HELD) {
            held.add(Arrays.copyOf(packet, length));
        } else {
            drops.count(DropReason.MEDIA_BEFORE_KEYS);
        }
    }

    /** What came too early, still protected; to be received again now that there are keys. Null after the last. */
    byte @Nullable [] nextHeld() {
        return held.poll();
    }

    /** The packet in the clear, which the caller owns; null if it was dropped, or is held until there are keys. */
    @Nullable
    ByteBuf open(byte[] packet, int length, boolean rtcp) {
        SrtpKeys current = keys;
        if (current == null) {
            hold(packet, length);
            return null;
        }
        ByteBuf clear = HEAP.heapBuffer(length, length);
        SrtpReceiver receiver = current.receiver();
        int opened = rtcp
                ? receiver.openRtcp(packet, length, clear.array(), clear.arrayOffset())
                : receiver.openRtp(packet, length, clear.array(), clear.arrayOffset());
        if (opened == SrtpReceiver.DROPPED) {
            clear.release();
            return null;
        }
        traffic.received(opened);
        return clear.writerIndex(opened);
    }

    void sendRtp(PortLoop loop, byte[] header, int headerLength, byte[] payload, int offset, int length) {
        SrtpKeys current = keys;
        Path path = paths.selected();
        if (current == null || path == null) {
            drops.count(DropReason.SEND_NOT_CONNECTED);
            return;
        }
        byte[] sealed = loop.sealed();
        send(loop, path, sealed, current.sender().sealRtp(header, headerLength, payload, offset, length, sealed));
    }

    void sendRtcp(PortLoop loop, byte[] packet, int offset, int length) {
        SrtpKeys current = keys;
        Path path = paths.selected();
        if (current == null || path == null) {
            drops.count(DropReason.SEND_NOT_CONNECTED);
            return;
        }
        byte[] sealed = loop.sealed();
        send(loop, path, sealed, current.sender().sealRtcp(packet, offset, length, sealed));
    }

    private void send(PortLoop loop, Path path, byte[] sealed, int length) {
        if (length != SrtpSender.DROPPED) {
            traffic.sent(length);
            loop.send(path, sealed, length);
        }
    }

    @Nullable
    SrtpProfile profile() {
        SrtpKeys current = keys;
        return current == null ? null : current.profile();
    }

    Traffic traffic() {
        return traffic;
    }
}
