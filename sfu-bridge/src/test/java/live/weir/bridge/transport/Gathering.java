package live.weir.bridge.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A handler that keeps everything for a test to look at. */
class Gathering implements PeerHandler {

    final CompletableFuture<PeerTransport> connected = new CompletableFuture<>();
    final CompletableFuture<CloseCause> closed = new CompletableFuture<>();
    final BlockingQueue<byte[]> rtp = new LinkedTransferQueue<>();
    final BlockingQueue<byte[]> rtcp = new LinkedTransferQueue<>();
    final AtomicInteger closings = new AtomicInteger();
    final AtomicInteger batches = new AtomicInteger();

    @Override
    public void connected(PeerTransport peer) {
        if (!peer.loop().inEventLoop()) {
            throw new IllegalStateException("not on the owner's event loop");
        }
        connected.complete(peer);
    }

    @Override
    public void rtp(PeerTransport peer, ByteBuf packet) {
        rtp.add(take(packet));
    }

    @Override
    public void rtcp(PeerTransport peer, ByteBuf packet) {
        rtcp.add(take(packet));
    }

    private static byte[] take(ByteBuf packet) {
        try {
            if (!packet.hasArray()) {
                throw new IllegalStateException("not on the heap");
            }
            return ByteBufUtil.getBytes(packet);
        } finally {
            packet.release();
        }
    }

    @Override
    public void readComplete(PeerTransport peer) {
        batches.incrementAndGet();
    }

    @Override
    public void closed(PeerTransport peer, CloseCause cause) {
        closings.incrementAndGet();
        closed.complete(cause);
    }

    PeerTransport awaitConnected() {
        return Patience.await(connected);
    }

    CloseCause awaitClosed() {
        return Patience.await(closed);
    }
}
