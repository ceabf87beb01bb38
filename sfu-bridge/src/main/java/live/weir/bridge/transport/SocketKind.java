package live.weir.bridge.transport;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;

/**
 * The sockets of this system.
 *
 * @param isShared whether several sockets may listen at one port, and packets come and go many to a call
 */
record SocketKind(
        IoHandlerFactory handlers,
        Class<? extends DatagramChannel> udp,
        Class<? extends ServerChannel> tcp,
        boolean isShared) {

    static SocketKind best() {
        return Epoll.isAvailable() ? epoll() : portable();
    }

    private static SocketKind epoll() {
        return new SocketKind(
                EpollIoHandler.newFactory(), EpollDatagramChannel.class, EpollServerSocketChannel.class, true);
    }

    static SocketKind portable() {
        return new SocketKind(NioIoHandler.newFactory(), NioDatagramChannel.class, NioServerSocketChannel.class, false);
    }
}
