package live.weir.bridge.ingest.srt;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** The port where encoders come, until it is closed. */
@SuppressWarnings("FutureReturnValueIgnored") // a channel that is closed already needs nothing more
public final class SrtDoor implements AutoCloseable {

    private static final int LARGEST_DATAGRAM = 2048;
    private static final int RECEIVE_BUFFER = 4 << 20; // what comes within a pause of our own; the system may give less
    private static final int MOST_UNSENT = 1 << 20;
    private static final long CLOSE_MILLIS = 2000;

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
            1,
            new DefaultThreadFactory("weir-srt", true),
            NioIoHandler.newFactory()); // one carries some hundred megabits
    private final SrtHall hall;
    private final Channel door;

    private SrtDoor(SrtSettings settings, SrtDesk desk, SrtListener listener) throws IOException {
        this.hall = new SrtHall(settings, desk, listener);
        this.door = bind(settings.address());
    }

    /**
     * Waits until it listens.
     *
     * @throws IOException if it cannot
     */
    public static SrtDoor open(SrtSettings settings, SrtDesk desk, SrtListener listener) throws IOException {
        return new SrtDoor(settings, desk, listener);
    }

    private Channel bind(InetSocketAddress address) throws IOException {
        var bound = new Bootstrap()
                .group(loop)
                .channel(NioDatagramChannel.class)
                .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LARGEST_DATAGRAM))
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(MOST_UNSENT / 2, MOST_UNSENT))
                .handler(hall)
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loop.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
            throw new IOException(String.valueOf(bound.cause().getMessage()), bound.cause());
        }
        return bound.channel();
    }

    public int port() {
        return ((InetSocketAddress) door.localAddress()).getPort();
    }

    /** Callers that are connected just now. */
    public int connections() {
        return hall.connections();
    }

    /** Hangs up on everybody, and waits for that within a bound. */
    @Override
    public void close() {
        loop.next().submit(hall::closeAll).awaitUninterruptibly(CLOSE_MILLIS);
        door.close().awaitUninterruptibly(CLOSE_MILLIS);
        loop.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(2 * CLOSE_MILLIS);
    }
}
