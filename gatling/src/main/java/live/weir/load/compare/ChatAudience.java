package live.weir.load.compare;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Many WebSockets on one thread, the same for every server. It reads frames as they come and looks in them for the mark
 * {@code ~~nanoseconds~~}, which says when the message was sent.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a connection that fails is seen by what it does not hear
final class ChatAudience implements AutoCloseable {

    private static final byte MARK = '~';
    private static final int MOST_SAMPLES = 4_000_000;
    private static final int AT_ONCE = 200;

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final List<Channel> sockets = new ArrayList<>();
    private final String path;
    private final @Nullable String protocol;
    private final @Nullable String greeting;
    private final int port;
    private final long[] samples = new long[MOST_SAMPLES];
    private volatile int delivered;
    private final AtomicInteger open = new AtomicInteger();

    /** @param greeting what each says first, if anything */
    ChatAudience(int port, String path, @Nullable String protocol, @Nullable String greeting) {
        this.port = port;
        this.path = path;
        this.protocol = protocol;
        this.greeting = greeting;
    }

    /** Until so many listen. */
    void grow(int size) throws InterruptedException {
        Bootstrap bootstrap = new Bootstrap()
                .group(group)
                .channel(EpollSocketChannel.class)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Reader());
                    }
                });
        while (sockets.size() < size) {
            int target = Math.min(size, sockets.size() + AT_ONCE);
            while (sockets.size() < target) {
                sockets.add(bootstrap.connect("127.0.0.1", port).sync().channel());
            }
            awaitOpen(target);
        }
    }

    private void awaitOpen(int target) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (open.get() < target) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Only " + open.get() + " of " + target + " sockets opened");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    int size() {
        return sockets.size();
    }

    void reset() {
        delivered = 0;
    }

    int delivered() {
        return delivered;
    }

    /** In milliseconds. */
    double percentile(double share) {
        int count = Math.min(delivered, MOST_SAMPLES);
        long[] sorted = Arrays.copyOf(samples, count);
        Arrays.sort(sorted);
        return count == 0 ? 0 : sorted[(int) Math.min(count - 1L, (long) (count * share))] / 1e6;
    }

    /** From one of them. */
    void send(int socket, String text) {
        Channel channel = sockets.get(socket);
        channel.writeAndFlush(frame(text), channel.voidPromise());
    }

    private static ByteBuf frame(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuf frame = Unpooled.buffer(bytes.length + 8).writeByte(0x81);
        if (bytes.length < 126) {
            frame.writeByte(0x80 | bytes.length);
        } else {
            frame.writeByte(0x80 | 126).writeShort(bytes.length);
        }
        return frame.writeInt(0).writeBytes(bytes); // masked with zeros
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
    }

    private final class Reader extends ByteToMessageDecoder {

        private boolean upgraded;

        @Override
        public void channelActive(ChannelHandlerContext context) {
            String head = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                    + (protocol == null ? "" : "Sec-WebSocket-Protocol: " + protocol + "\r\n") + "\r\n";
            context.writeAndFlush(Unpooled.copiedBuffer(head, StandardCharsets.US_ASCII));
        }

        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
            if (!upgraded && !readHead(context, in)) {
                return;
            }
            while (readFrame(context, in)) {
                // as many as are there
            }
        }

        private boolean readHead(ChannelHandlerContext context, ByteBuf in) {
            for (int at = in.readerIndex(); at + 4 <= in.writerIndex(); at++) {
                if (in.getInt(at) == 0x0d0a0d0a) {
                    String head = in.toString(in.readerIndex(), at - in.readerIndex(), StandardCharsets.US_ASCII);
                    if (!head.startsWith("HTTP/1.1 101")) {
                        throw new IllegalStateException(head);
                    }
                    in.readerIndex(at + 4);
                    upgraded = true;
                    if (greeting != null) {
                        context.writeAndFlush(frame(greeting));
                    } else {
                        open.incrementAndGet();
                    }
                    return true;
                }
            }
            return false;
        }

        private boolean readFrame(ChannelHandlerContext context, ByteBuf in) {
            int start = in.readerIndex();
            int there = in.readableBytes();
            if (there < 2) {
                return false;
            }
            int opcode = in.getByte(start) & 0x0f;
            int length = in.getByte(start + 1) & 0x7f;
            int head = 2;
            if (length == 126) {
                if (there < 4) {
                    return false;
                }
                length = in.getUnsignedShort(start + 2);
                head = 4;
            } else if (length == 127) {
                if (there < 10) {
                    return false;
                }
                length = (int) in.getLong(start + 2);
                head = 10;
            }
            if (there < head + length) {
                return false;
            }
            in.readerIndex(start + head + length);
            take(context, opcode, in, start + head, length);
            return true;
        }

        private void take(ChannelHandlerContext context, int opcode, ByteBuf in, int at, int length) {
            if (opcode == 9) {
                context.writeAndFlush(
                        Unpooled.buffer().writeByte(0x8a).writeByte(0x80).writeInt(0));
                return;
            }
            if (length == 1 && in.getByte(at) == '2') {
                context.writeAndFlush(frame("3")); // engine.io's heartbeat
                return;
            }
            if (greeting != null && isWelcome(in, at, length)) {
                open.incrementAndGet(); // what it tells of the past was not said just now
                return;
            }
            long sent = sentAt(in, at, length);
            if (sent > 0) {
                int count = delivered;
                if (count < MOST_SAMPLES) {
                    samples[count] = System.nanoTime() - sent;
                }
                delivered = count + 1;
            }
        }

        /** Seen by what it does not hear. */
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }

        /** Weir's page follows its welcome; socket.io's is {@code 40{"sid":…}}. */
        private boolean isWelcome(ByteBuf in, int at, int length) {
            String start = in.toString(at, Math.min(length, 24), StandardCharsets.US_ASCII);
            return start.contains("\"page\"") || start.startsWith("40{");
        }

        private long sentAt(ByteBuf in, int at, int length) {
            int mark = in.indexOf(at, at + length, MARK);
            if (mark < 0 || in.getByte(mark + 1) != MARK) {
                return 0;
            }
            long number = 0;
            for (int digit = mark + 2; in.getByte(digit) != MARK; digit++) {
                number = number * 10 + in.getByte(digit) - '0';
            }
            return number;
        }
    }
}
