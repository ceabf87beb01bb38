package live.weir.bridge.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.unix.UnixChannelOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/** Binds one number for UDP and TCP on every address: all of it, or nothing and an exception that says what is taken. */
final class PortSockets {

    /** For a number of the system's choice, which may be taken for the other protocol. */
    private static final int ATTEMPTS = 20;

    private static final int RECEIVED_TOGETHER = 32;
    /** Where each packet is a call of its own: Netty's own bound, said here because a backlog is told by it. */
    private static final int RECEIVED_SINGLY = 16;
    /** A second of a very good picture for all peers of a loop; then the network is too slow, and media is dropped. */
    private static final WriteBufferWaterMark UDP_PRESSURE = new WriteBufferWaterMark(4 << 20, 8 << 20);
    /** A quarter of a second of a good picture for one peer. */
    private static final WriteBufferWaterMark TCP_PRESSURE = new WriteBufferWaterMark(64 << 10, 128 << 10);

    private final SocketKind kind;
    private final EventLoopGroup group;
    private final PortContext context;
    private final List<Channel> opened = new ArrayList<>();

    PortSockets(SocketKind kind, EventLoopGroup group, PortContext context) {
        this.kind = kind;
        this.group = group;
        this.context = context;
    }

    /** Returns the number. */
    int bind() {
        int wanted = context.settings().port();
        for (int attempt = 1; ; attempt++) {
            try {
                return bind(wanted);
            } catch (IOException e) {
                opened.forEach(channel -> channel.close().awaitUninterruptibly());
                opened.clear();
                context.loops().all().forEach(PortLoop::removeSockets);
                if (wanted != 0 || attempt == ATTEMPTS) {
                    throw new UncheckedIOException(
                            "The media port " + wanted + " (UDP and TCP) cannot be opened: " + e.getMessage(), e);
                }
            }
        }
    }

    private int bind(int wanted) throws IOException {
        int number = wanted;
        List<InetAddress> addresses = addresses();
        for (int i = 0; i < addresses.size(); i++) {
            number = bindTcp(new InetSocketAddress(addresses.get(i), number));
            bindUdp(new InetSocketAddress(addresses.get(i), number), i);
        }
        return number;
    }

    private List<InetAddress> addresses() {
        List<InetAddress> bind = context.settings().bind();
        return bind.isEmpty() ? List.of(LocalCandidates.any()) : bind;
    }

    /** First, for it is never shared: it keeps a second process of ours from sharing the UDP port unnoticed. */
    private int bindTcp(InetSocketAddress address) throws IOException {
        ChannelFuture bound = new ServerBootstrap()
                .group(group)
                .channel(kind.tcp())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, TCP_PRESSURE)
                .childHandler(new TcpInitializer(context))
                .bind(address);
        return ((InetSocketAddress) open(bound).localAddress()).getPort();
    }

    private void bindUdp(InetSocketAddress address, int index) throws IOException {
        if (kind.isShared()) {
            requireUnshared(address);
        }
        for (PortLoop loop : context.loops().all()) {
            open(udp(loop, index).bind(address));
        }
    }

    /** A socket that shares with nobody finds out whether anybody is there. */
    private static void requireUnshared(InetSocketAddress address) throws IOException {
        try (DatagramSocket probe = new DatagramSocket(null)) {
            probe.bind(address);
        } catch (SocketException e) {
            throw new BindException(address + ": " + e.getMessage());
        }
    }

    private Bootstrap udp(PortLoop loop, int index) {
        int buffer = context.settings().socketBuffer();
        Bootstrap bootstrap = new Bootstrap()
                .group(loop.eventLoop())
                .channel(kind.udp())
                .option(ChannelOption.SO_RCVBUF, buffer)
                .option(ChannelOption.SO_SNDBUF, buffer)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, UDP_PRESSURE)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(PortLoop.LONGEST_PACKET).maxMessagesPerRead(RECEIVED_SINGLY))
                .handler(initializer(loop, index));
        if (kind.isShared()) {
            int batch = PortLoop.LONGEST_PACKET * RECEIVED_TOGETHER;
            bootstrap
                    .option(UnixChannelOption.SO_REUSEPORT, true)
                    .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, PortLoop.LONGEST_PACKET)
                    .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(batch));
        }
        return bootstrap;
    }

    private ChannelInitializer<Channel> initializer(PortLoop loop, int index) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                int together = kind.isShared() ? RECEIVED_TOGETHER : RECEIVED_SINGLY;
                UdpSocket socket = new UdpSocket(loop, context, channel, index, together);
                loop.add(socket);
                channel.pipeline().addLast(socket);
            }
        };
    }

    private Channel open(ChannelFuture bound) throws IOException {
        bound.awaitUninterruptibly();
        if (bound.isSuccess()) {
            opened.add(bound.channel());
            return bound.channel();
        }
        throw new IOException(String.valueOf(bound.cause().getMessage()), bound.cause());
    }
}
