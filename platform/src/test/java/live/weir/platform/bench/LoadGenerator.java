package live.weir.platform.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Sends requests to a server on this machine, from one event loop. One stint at a time. */
final class LoadGenerator implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(20);

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, transport());

    private static IoHandlerFactory transport() {
        return Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    private static Class<? extends SocketChannel> channel() {
        return Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    /** As much as the server can take: each connection asks again once it has its answer. */
    Effort saturate(int port, int connections, Supplier<Route> routes, Duration time, Answer.Listener listener) {
        return work(port, connections, new Stint(routes, Pace.closed(), time, listener), time);
    }

    /** So many requests a second, at random moments as by many independent people, however slow the server is. */
    Effort keepUp(
            int port, int connections, double rate, Supplier<Route> routes, Duration time, Answer.Listener listener) {
        return work(port, connections, new Stint(routes, Pace.open(rate), time, listener), time);
    }

    private Effort work(int port, int connections, Stint stint, Duration time) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(channel())
                .option(ChannelOption.TCP_NODELAY, true)
                .remoteAddress("127.0.0.1", port);
        loop.next().execute(() -> stint.begin(bootstrap, connections));
        try {
            return stint.result().get(time.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException failed) {
            throw new IllegalStateException("The load generator failed", failed);
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // it is done when this returns
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
