package live.weir.bridge.engine.kurento;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** One track's two ports: RTP comes to the even one, RTCP comes to and leaves from the next. On its receiver's loop. */
final class TapSocket {

    /** On the loop. */
    interface Reader {
        /** Takes over the buffer, which has an array. */
        void rtp(ByteBuf packet);

        void rtcp(byte[] packet);

        void readComplete();
    }

    private static final int TRIES = 32;
    private static final int LONGEST = 2048;
    private static final int KERNEL_BYTES = 1 << 20;

    private final NetworkThreads threads;
    private final EventLoop loop;
    private final TapPorts ports;
    private final InetAddress local;
    private final Reader reader;
    private @Nullable Channel rtp;
    private @Nullable Channel rtcp;
    private @Nullable InetSocketAddress remoteRtcp;
    private Set<InetAddress> senders = Set.of();
    private int port;

    TapSocket(NetworkThreads threads, EventLoop loop, TapPorts ports, InetAddress local, Reader reader) {
        this.threads = threads;
        this.loop = loop;
        this.ports = ports;
        this.local = local;
        this.reader = reader;
    }

    int port() {
        return port;
    }

    /** Completes with both ports open; a pair that is taken is passed over. */
    Mono<TapSocket> open() {
        return Mono.defer(() -> {
                    int even = ports.random();
                    return bind(even, new Rtp())
                            .doOnNext(channel -> rtp = channel)
                            .then(bind(even + 1, new Rtcp()))
                            .doOnNext(channel -> rtcp = channel)
                            .doOnError(taken -> close())
                            .doOnSuccess(both -> port = even);
                })
                .retry(TRIES)
                .thenReturn(this);
    }

    private Mono<Channel> bind(int at, SimpleChannelInboundHandler<DatagramPacket> handler) {
        InetSocketAddress address = ports.isTranslated() ? new InetSocketAddress(at) : new InetSocketAddress(local, at);
        return Mono.create((MonoSink<Channel> sink) -> threads.datagrams(loop)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LONGEST))
                .option(ChannelOption.SO_RCVBUF, KERNEL_BYTES)
                .handler(handler)
                .bind(address)
                .addListener((ChannelFuture bound) -> {
                    if (bound.isSuccess()) {
                        sink.success(bound.channel());
                    } else {
                        sink.error(Objects.requireNonNull(bound.cause()));
                    }
                }));
    }

    /**
     * On the loop: only what comes from there is taken, or from where the server answers commands: what it sends need not
     * come from the address that it announces, on a host with several or behind one that translates.
     */
    void expect(InetSocketAddress remote, InetAddress server) {
        senders = Stream.of(remote.getAddress(), server).collect(Collectors.toUnmodifiableSet());
        remoteRtcp = new InetSocketAddress(remote.getAddress(), remote.getPort() + 1);
    }

    /** On the loop. */
    void sendRtcp(byte[] packet, int length) {
        Channel open = rtcp;
        InetSocketAddress to = remoteRtcp;
        if (open != null && to != null) {
            open.writeAndFlush(new DatagramPacket(Unpooled.copiedBuffer(packet, 0, length), to))
                    .addListener(TapSocket::isLostOrNot);
        }
    }

    void close() {
        Channel first = rtp;
        Channel second = rtcp;
        if (first != null) {
            first.close().addListener(TapSocket::isLostOrNot);
        }
        if (second != null) {
            second.close().addListener(TapSocket::isLostOrNot);
        }
    }

    /** What is not sent is lost, as anywhere on its way; and what does not close is gone all the same. */
    private static void isLostOrNot(Future<?> result) {}

    private boolean isExpected(DatagramPacket packet) {
        return senders.isEmpty() || senders.contains(packet.sender().getAddress());
    }

    /** What we have to say goes where the media comes from. */
    private void follow(InetSocketAddress from) {
        InetSocketAddress known = remoteRtcp;
        if (known != null && !known.getAddress().equals(from.getAddress())) {
            remoteRtcp = new InetSocketAddress(from.getAddress(), known.getPort());
        }
    }

    private final class Rtp extends SimpleChannelInboundHandler<DatagramPacket> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            if (isExpected(packet)) {
                follow(packet.sender());
                ByteBuf content = packet.content();
                reader.rtp(context.alloc().heapBuffer(content.readableBytes()).writeBytes(content));
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            reader.readComplete();
        }
    }

    private final class Rtcp extends SimpleChannelInboundHandler<DatagramPacket> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            if (isExpected(packet)) {
                byte[] bytes = new byte[packet.content().readableBytes()];
                packet.content().readBytes(bytes);
                reader.rtcp(bytes);
            }
        }
    }
}
