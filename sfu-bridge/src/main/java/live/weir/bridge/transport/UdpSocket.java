package live.weir.bridge.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One event loop's socket for one local address. All loops have one bound to the same; the kernel deals what comes out
 * among them by the sender's address.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails comes to exceptionCaught
final class UdpSocket extends ChannelInboundHandlerAdapter implements Outlet {

    /**
     * So many packets are sent without waiting for the end of the batch: more in one call gain nothing, and wait for each
     * other.
     */
    private static final int SENT_TOGETHER = 128;

    private static final long RECHECK_MILLIS = 100;

    private final PortLoop loop;
    private final PortContext context;
    private final Channel channel;
    private final int index;
    private final Backlog backlog;
    private int read;
    private long readings;
    private boolean rechecking;
    private int written;

    /** @param readTogether packets that one reading brings at most */
    UdpSocket(PortLoop loop, PortContext context, Channel channel, int index, int readTogether) {
        this.backlog = new Backlog(readTogether);
        this.loop = loop;
        this.context = context;
        this.channel = channel;
        this.index = index;
    }

    @Override
    public void channelRead(ChannelHandlerContext unused, Object message) {
        DatagramPacket datagram = (DatagramPacket) message;
        read++;
        try {
            loop.receive(datagram.content(), datagram.sender(), this);
        } finally {
            datagram.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext unused) {
        loop.endBatch();
        backlog.read(read, System.nanoTime());
        read = 0;
        readings++;
        if (backlog.isBehind() && !rechecking) {
            rechecking = true;
            recheckLater();
        }
    }

    private void recheckLater() {
        long before = readings;
        loop.eventLoop().schedule(() -> recheck(before), RECHECK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** A reading that finds nothing is not told, and so the last before a silence may have been a full one. */
    private void recheck(long before) {
        if (readings == before) {
            backlog.read(0, System.nanoTime());
        }
        rechecking = backlog.isBehind();
        if (rechecking) {
            recheckLater();
        }
    }

    /** From any thread. */
    long behindNanos(long now) {
        return backlog.nanos(now);
    }

    /** One of many peers cannot be reached; it will be missed by its consent. */
    @Override
    public void exceptionCaught(ChannelHandlerContext unused, Throwable cause) {
        context.drops().count(DropReason.SEND_FAILED);
    }

    @Override
    public ByteBuf start(int length) {
        return channel.alloc().directBuffer(length, length);
    }

    @Override
    public void write(ByteBuf packet, InetSocketAddress remote) {
        if (!channel.isWritable()) {
            packet.release();
            context.drops().count(DropReason.SEND_CONGESTED);
            return;
        }
        channel.write(new DatagramPacket(packet, remote), channel.voidPromise());
        if (++written == SENT_TOGETHER) {
            flush();
        }
    }

    @Override
    public void flush() {
        written = 0;
        channel.flush();
    }

    @Override
    public Outlet on(PortLoop other) {
        return other == loop ? this : other.socket(index);
    }

    @Override
    public @Nullable Peer peerAt(InetSocketAddress remote) {
        return context.registry().peerAt(remote);
    }

    @Override
    public boolean lead(InetSocketAddress remote, Peer peer) {
        context.registry().lead(remote, peer);
        return true;
    }

    @Override
    public void forget(InetSocketAddress remote, Peer peer) {
        context.registry().forget(remote, peer);
    }

    /** A stranger costs a look at his packet, and no more. */
    @Override
    public void unproven(InetSocketAddress remote) {}
}
