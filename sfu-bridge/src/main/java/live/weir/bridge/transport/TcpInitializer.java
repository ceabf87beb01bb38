package live.weir.bridge.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.net.InetSocketAddress;

/** Takes a new connection, if there is room for one more. */
@SuppressWarnings("FutureReturnValueIgnored") // a channel that is closed already needs nothing more
final class TcpInitializer extends ChannelInitializer<Channel> {

    private final PortContext context;

    TcpInitializer(PortContext context) {
        this.context = context;
    }

    @Override
    protected void initChannel(Channel channel) {
        if (!context.connections().enter()) {
            context.drops().count(DropReason.TCP_TOO_MANY_CONNECTIONS);
            channel.close();
            return;
        }
        channel.closeFuture().addListener(closed -> context.connections().leave());
        InetSocketAddress remote = (InetSocketAddress) channel.remoteAddress();
        channel.pipeline()
                .addLast(new LengthFieldBasedFrameDecoder(
                        PortLoop.LONGEST_PACKET + Short.BYTES, 0, Short.BYTES, 0, Short.BYTES))
                .addLast(new TcpConnection(loopOf(channel.eventLoop()), context, channel, remote));
    }

    private PortLoop loopOf(EventLoop eventLoop) {
        for (PortLoop loop : context.loops().all()) {
            if (loop.eventLoop() == eventLoop) {
                return loop;
            }
        }
        throw new IllegalStateException("a connection on an event loop that is not the port's");
    }
}
