package live.weir.bridge.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One connection of ICE-TCP (RFC 6544): packets with two bytes of length before them (RFC 4571), all of one peer, which
 * the first of them must prove.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails comes to exceptionCaught
final class TcpConnection extends ChannelInboundHandlerAdapter implements Outlet {

    /** What a goodbye may take to leave. */
    private static final long LAST_WORDS_MILLIS = 100;

    private final PortLoop loop;
    private final PortContext context;
    private final Channel channel;
    private final InetSocketAddress remote;
    private final AtomicReference<@Nullable Peer> peer = new AtomicReference<>();

    TcpConnection(PortLoop loop, PortContext context, Channel channel, InetSocketAddress remote) {
        this.loop = loop;
        this.context = context;
        this.channel = channel;
        this.remote = remote;
    }

    @Override
    public void channelActive(ChannelHandlerContext unused) {
        long patience = context.settings().timings().firstFrame().toMillis();
        channel.eventLoop().schedule(this::closeUnproven, patience, TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext unused, Object message) {
        ByteBuf frame = (ByteBuf) message;
        try {
            loop.receive(frame, remote, this);
        } finally {
            frame.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext unused) {
        loop.endBatch();
    }

    @Override
    public void channelInactive(ChannelHandlerContext unused) {
        Peer known = peer.get();
        PortLoop owner = known == null ? null : known.owner();
        if (known != null && owner != null) {
            owner.execute(() -> known.pathLost(this));
        }
    }

    /** A frame too long, or a connection reset: nothing after it can be understood. */
    @Override
    public void exceptionCaught(ChannelHandlerContext unused, Throwable cause) {
        context.drops().count(DropReason.TCP_MALFORMED);
        channel.close();
    }

    private void closeUnproven() {
        if (peer.get() == null && channel.isOpen()) {
            context.drops().count(DropReason.TCP_NOT_AUTHENTIC);
            channel.close();
        }
    }

    @Override
    public ByteBuf start(int length) {
        return channel.alloc()
                .directBuffer(Short.BYTES + length, Short.BYTES + length)
                .writeShort(length);
    }

    /** Media is worth nothing when it waits behind other media: what the connection does not take now is dropped. */
    @Override
    public void write(ByteBuf packet, InetSocketAddress to) {
        if (!channel.isWritable()) {
            packet.release();
            context.drops().count(DropReason.SEND_CONGESTED);
            return;
        }
        channel.write(packet, channel.voidPromise());
    }

    @Override
    public void flush() {
        channel.flush();
    }

    @Override
    public Outlet on(PortLoop other) {
        return this;
    }

    @Override
    public @Nullable Peer peerAt(InetSocketAddress from) {
        return peer.get();
    }

    @Override
    public boolean lead(InetSocketAddress from, Peer proven) {
        return peer.compareAndSet(null, proven) || peer.get() == proven;
    }

    @Override
    public void forget(InetSocketAddress from, Peer former) {
        channel.eventLoop().schedule(() -> channel.close(), LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void unproven(InetSocketAddress from) {
        closeUnproven();
    }
}
