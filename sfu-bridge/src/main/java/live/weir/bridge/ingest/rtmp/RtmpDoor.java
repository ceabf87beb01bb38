package live.weir.bridge.ingest.rtmp;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.traffic.ChannelTrafficShapingHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import live.weir.bridge.ingest.rtmp.RtmpListener.End;

/** The port where encoders come, until it is closed. */
@SuppressWarnings("FutureReturnValueIgnored") // a channel that is closed already needs nothing more
public final class RtmpDoor implements AutoCloseable {

    private static final int THREADS = 2; // they take apart and hand on; a core carries some gigabits
    private static final int BACKLOG = 256;
    private static final int MOST_UNREAD = 64 << 10; // of what we say
    private static final long LIMIT_LOOK_MILLIS = 200;
    private static final long CLOSE_MILLIS = 2000;

    private final RtmpSettings settings;
    private final PublishDesk desk;
    private final RtmpListener listener;
    private final EventLoopGroup loops;
    private final Channel door;
    private final AtomicInteger connections = new AtomicInteger();
    private final Map<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

    private RtmpDoor(RtmpSettings settings, PublishDesk desk, RtmpListener listener) throws IOException {
        this.settings = settings;
        this.desk = desk;
        this.listener = listener;
        this.loops = new MultiThreadIoEventLoopGroup(
                THREADS, new DefaultThreadFactory("weir-rtmp", true), NioIoHandler.newFactory());
        this.door = bind();
    }

    /**
     * Waits until it listens.
     *
     * @throws IOException if it cannot
     */
    public static RtmpDoor open(RtmpSettings settings, PublishDesk desk, RtmpListener listener) throws IOException {
        return new RtmpDoor(settings, desk, listener);
    }

    private Channel bind() throws IOException {
        var bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(MOST_UNREAD / 2, MOST_UNREAD))
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel client) {
                        admit(client);
                    }
                })
                .bind(settings.address())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
            throw new IOException(String.valueOf(bound.cause().getMessage()), bound.cause());
        }
        return bound.channel();
    }

    public int port() {
        return ((InetSocketAddress) door.localAddress()).getPort();
    }

    /** Clients that are connected just now. */
    public int connections() {
        return connections.get();
    }

    private void admit(SocketChannel client) {
        listener.began();
        InetAddress from = client.remoteAddress().getAddress();
        if (!takePlace(from)) {
            listener.ended(End.TURNED_AWAY);
            client.close();
            return;
        }
        client.closeFuture().addListener(closed -> leavePlace(from));
        if (!desk.admits(from)) {
            listener.ended(End.TURNED_AWAY);
            client.close();
            return;
        }
        furnish(client, from);
    }

    private void furnish(SocketChannel client, InetAddress from) {
        ChunkDecoder chunks = new ChunkDecoder();
        ChannelPipeline pipeline = client.pipeline();
        SslContext tls = settings.tls();
        if (tls != null) {
            pipeline.addLast(tls.newHandler(client.alloc()));
        }
        pipeline.addLast(
                new ChannelTrafficShapingHandler(0, settings.bytesPerSecond(), LIMIT_LOOK_MILLIS),
                new Handshake(),
                chunks,
                new FlowControlHandler(),
                new RtmpSession(settings, desk, listener, from, chunks));
    }

    private boolean takePlace(InetAddress from) {
        if (connections.incrementAndGet() > settings.connections()) {
            connections.decrementAndGet();
            return false;
        }
        if (byAddress.merge(from, 1, Integer::sum) > settings.perAddress()) {
            leavePlace(from);
            return false;
        }
        return true;
    }

    private void leavePlace(InetAddress from) {
        connections.decrementAndGet();
        byAddress.computeIfPresent(from, (address, count) -> count == 1 ? null : count - 1);
    }

    /** Hangs up on everybody, and waits for that within a bound. */
    @Override
    public void close() {
        door.close().awaitUninterruptibly(CLOSE_MILLIS);
        Future<?> ended = loops.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        ended.awaitUninterruptibly(2 * CLOSE_MILLIS);
    }
}
